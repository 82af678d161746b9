import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { LOANS, loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('files that are selected together', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;
  const header = loans().split('\n')[0] ?? '';
  const first = loans().split('\n')[1] ?? '';

  before(async () => {
    workbench = await openWorkbench(
      {
        'train.csv': loans(),
        'test.csv': `${header}\n${first}\n99,1,north,no\n98,2,south,yes\n97,3,south,no\n`,
        'other.csv': loans(),
      },
      // An explorer that follows the editor would select the opened file alone once more.
      { 'explorer.autoReveal': false },
    );
  });

  after(() => workbench?.close());

  it('are one dataset: what test shares with train is said, and its rows leave train', async () => {
    await workbench.file('test.csv').click();
    await workbench.tab(/^test\.csv/).waitFor();
    await workbench.file('train.csv').click({ modifiers: ['ControlOrMeta'] });
    for (const name of ['test.csv', 'train.csv'])
      await workbench.file(name).and(workbench.page.locator('[aria-selected=true]')).waitFor();
    await workbench.contextMenu(workbench.file('train.csv'), 'Ballast', 'Audit Dataset');
    await workbench.tab(/^Report test\.csv \+ train\.csv/).waitFor();
    const panel = workbench.panel();
    await panel.getByText(`2 files · ${LOANS.rows + 4} rows · 5 columns`).waitFor();
    const leak = panel.getByRole('listitem').filter({ hasText: '1 row of test is also in train' });
    await leak.waitFor();
    await workbench.picture('several-files');
    await leak.getByRole('button', { name: /^Fix/ }).click();
    await panel.getByText('train.remove-leaks.csv').first().waitFor();
    await panel.getByText(/test\.csv stays as it is/).waitFor();
    await workbench.picture('several-files-preview');
    await panel.getByRole('button', { name: 'Write File', disabled: false }).click();
    await workbench.notification('Wrote train.remove-leaks.csv.').waitFor();
    assert.deepEqual(
      workbench.files().filter((name) => /remove-leaks/.test(name)),
      ['test.remove-leaks.recipe.json', 'train.remove-leaks.csv', 'train.remove-leaks.removed.csv'],
    );
    const lines = workbench.read('train.remove-leaks.csv').trimEnd().split('\n');
    assert.ok(!lines.includes(first), 'the row of test is no longer in train');
  });
});
