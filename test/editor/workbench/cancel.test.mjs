import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { big, penguins } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('cancelling', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'big.csv': big(2_000_000), 'penguins.csv': penguins });
  });

  after(() => workbench?.close());

  it('stops a long audit, leaves nothing, and the next audit works', async () => {
    await workbench.contextMenu(workbench.file('big.csv'), 'Ballast', 'Audit Dataset');
    const panel = workbench.panel();
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.getByRole('heading', { name: 'The audit was stopped' }).waitFor();
    assert.deepEqual(workbench.files(), ['big.csv', 'penguins.csv']);

    await workbench.command('View: Close All Editors');
    await workbench.audit('penguins.csv');
    await workbench.panel().getByText('344 rows · 7 columns').waitFor();
  });

  it('stops a file being written, leaves nothing hidden either, and the next write works', async () => {
    await workbench.audit('big.csv');
    const panel = workbench.panel();
    await panel.getByRole('tab', { name: /^Balance/ }).click();
    await panel.getByRole('radio', { name: 'Repeat rare rows' }).click();
    const write = panel.getByRole('button', { name: 'Write File', disabled: false });
    await write.click();
    await panel.getByText('Writing…').waitFor();
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await write.waitFor();
    assert.deepEqual(workbench.files(), ['big.csv', 'penguins.csv']);

    await write.click();
    await panel.getByText('Wrote big.random-oversample.csv').waitFor();
    assert.deepEqual(workbench.files(), [
      'big.csv',
      'big.random-oversample.csv',
      'big.random-oversample.recipe.json',
      'penguins.csv',
    ]);
  });
});
