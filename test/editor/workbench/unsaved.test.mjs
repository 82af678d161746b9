import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { LOANS, loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('unsaved text', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans() });
  });

  after(() => workbench?.close());

  it('is audited as it is on screen, and the panel says so', async () => {
    await workbench.file('loans.csv').dblclick();
    const tab = workbench.tab(/^loans\.csv/).first();
    await workbench.page.locator('.monaco-editor .view-line').first().click();
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.type('99,99,east,yes');
    await workbench.page.locator('.view-line').filter({ hasText: '99,99,east,yes' }).waitFor();
    await workbench.contextMenu(tab, 'Ballast', 'Audit Dataset');
    const panel = workbench.panel();
    await panel.getByText(`${LOANS.rows + 1} rows · 4 columns`).waitFor();
    await panel.getByRole('status').filter({ hasText: 'loans.csv is not saved yet' }).waitFor();
    assert.equal(workbench.read('loans.csv'), loans(), 'the file on disk is as it was');
  });
});
