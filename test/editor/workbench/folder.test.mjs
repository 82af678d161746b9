import { after, before, describe, it } from 'mocha';
import { LOANS, loans, penguins } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('a folder of data files', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    // There before the editor is: it may not hear of a folder that comes later.
    workbench = await openWorkbench({
      'penguins.csv': penguins,
      'loans/train.csv': loans(),
      'loans/test.csv': loans(),
    });
  });

  after(() => workbench?.close());

  it('is audited as one dataset, copies between its files included', async () => {
    await workbench.contextMenu(workbench.file('loans'), 'Audit Dataset');
    const panel = workbench.panel();
    await panel.getByText(`2 files · ${2 * LOANS.rows} rows · 5 columns`).waitFor();
    const copies = LOANS.rows + LOANS.copies;
    await panel.getByRole('button', { name: new RegExp(`Exact copies.*${copies}`) }).waitFor();
    await panel
      .getByRole('button', { name: /^Show rows: .*cop/ })
      .first()
      .click();
    await panel.locator('.rows th', { hasText: '_split' }).waitFor();
    await workbench.picture('folder');
  });
});
