import assert from 'node:assert/strict';
import process from 'node:process';
import { after, before, describe, it } from 'mocha';
import { big, penguins } from './datasets.mjs';
import { openWorkbench } from './session.mjs';
import { until } from './until.mjs';

describe('a killed extension host', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'big.csv': big(1_000_000), 'penguins.csv': penguins });
  });

  after(() => workbench?.close());

  it('leaves nothing of the file it was writing, and the next audit works', async () => {
    await workbench.audit('big.csv');
    const panel = workbench.panel();
    await panel.getByRole('tab', { name: /^Balance/ }).click();
    await panel.getByRole('radio', { name: 'Repeat rare rows' }).click();
    await panel.getByRole('button', { name: 'Write File', disabled: false }).click();
    const host = await until(
      () => /^\.ballast-(\d+)-.*\.tmp$/m.exec(workbench.files().join('\n'))?.[1],
      'a temporary file that names its owner',
    );
    process.kill(Number(host), 'SIGKILL');
    await until(() => workbench.files().length === 2, 'the temporary file to go');
    assert.deepEqual(workbench.files(), ['big.csv', 'penguins.csv']);

    await workbench.page.reload();
    await workbench.ready();
    // The panel comes back by itself: a new host has read the file again.
    await workbench.panel().getByText('1,000,000 rows · 5 columns').waitFor();
    await workbench.audit('penguins.csv');
    await workbench.panel().getByText('344 rows · 7 columns').waitFor();
  });
});
