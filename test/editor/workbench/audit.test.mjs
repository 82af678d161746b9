import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { LOANS, loans, penguins } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('auditing a file', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'penguins.csv': penguins, 'loans.csv': loans() });
  });

  afterEach(async () => {
    await workbench.command('View: Close All Editors');
    await workbench.tab(/./).first().waitFor({ state: 'detached' });
  });

  after(async () => {
    assert.deepEqual(workbench.files(), ['loans.csv', 'penguins.csv'], 'an audit writes nothing');
    assert.equal(workbench.read('penguins.csv'), penguins);
    await workbench?.close();
  });

  it('starts in the menu of the explorer and fills a panel with sentence and figures', async () => {
    await workbench.contextMenu(workbench.file('penguins.csv'), 'Ballast', 'Audit Dataset');
    const panel = workbench.panel();
    await panel.getByRole('heading', { level: 1 }).waitFor();
    await panel.getByText('344 rows · 7 columns').waitFor();
    await panel.getByRole('combobox', { name: 'Label column' }).waitFor();
    await workbench.tab(/penguins\.csv/).waitFor();
  });

  it('starts in the menu of an editor tab and opens beside the text', async () => {
    await workbench.file('loans.csv').dblclick();
    const text = workbench.tab(/^loans\.csv/).first();
    await workbench.contextMenu(text, 'Ballast', 'Audit Dataset');
    await workbench.panel().getByText(`${LOANS.rows} rows · 4 columns`).waitFor();
    const [left, right] = [await text.boundingBox(), await workbench.reportTab().boundingBox()];
    assert.ok(
      left && right && left.x + left.width <= right.x,
      'the panel is at the right of the text',
    );
  });

  it('starts in the palette for the file in front', async () => {
    await workbench.file('loans.csv').dblclick();
    await workbench
      .tab(/^loans\.csv/)
      .first()
      .waitFor();
    await workbench.command('Ballast: Audit Dataset in Active Editor');
    await workbench.panel().getByText(`${LOANS.rows} rows · 4 columns`).waitFor();
  });
});
