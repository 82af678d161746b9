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

  it('stops an audit that is made again, and the report before it stays and answers', async () => {
    const panel = workbench.panel();
    await panel.getByRole('tab', { name: /^Overview/ }).click();
    await workbench.command('Ballast: Audit Again');
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.getByText('2,000,000 rows').first().waitFor();
    const show = panel.getByRole('button', { name: /^Show rows/ }).first();
    const from = performance.now();
    await show.click();
    await panel.locator('.rows table').waitFor();
    console.log(`      rows ${(performance.now() - from).toFixed(0)} ms after a cancelled audit`);
    await workbench.picture('cancelled-again');
  });
});
