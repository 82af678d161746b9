import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('the tree of datasets', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans() });
    await workbench.audit('loans.csv');
    await workbench.activity().click();
  });

  after(() => workbench?.close());

  /** @param {string} text an entry of the tree that shows it */
  const entry = (text) =>
    workbench.page
      .getByRole('tree', { name: 'Datasets' })
      .getByRole('treeitem')
      .filter({ hasText: text });

  it('lists an audited file with its ratio and its findings', async () => {
    await entry('loans.csv').filter({ hasText: '8.3 to 1' }).waitFor();
    await entry('3 rows are copies of an earlier row').waitFor();
    assert.equal(await entry('is rare').count(), 0, 'with the settings as they come');
    await workbench.picture('tree');
  });

  it('opens the report at a finding', async () => {
    await workbench.command('View: Close All Editors');
    await entry('3 rows are copies').click();
    await workbench
      .panel()
      .getByRole('listitem')
      .filter({ hasText: '3 rows are copies' })
      .waitFor();
  });

  it('forgets a file and leaves it on disk', async () => {
    await workbench.contextMenu(entry('loans.csv'), 'Remove from List');
    await entry('loans.csv').waitFor({ state: 'detached' });
    await workbench.reportTab().waitFor({ state: 'detached' });
    assert.deepEqual(workbench.files(), ['loans.csv']);
  });
});
