import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { LOANS, loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('a remedy', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans() });
    await workbench.audit('loans.csv');
  });

  after(() => workbench?.close());

  it('goes from Fix to a preview to a file beside the source', async () => {
    const panel = workbench.panel();
    const copies = panel.getByRole('listitem').filter({ hasText: /copies? of/ });
    await copies.getByRole('button', { name: /^Fix/ }).click();
    await panel.getByRole('tab', { name: /^Balance/, selected: true }).waitFor();
    const kept = LOANS.rows - LOANS.copies;
    await panel
      .getByText(new RegExp(`\\b${kept}\\b`))
      .first()
      .waitFor();
    await panel.getByRole('button', { name: 'Write File' }).click();

    const told = workbench.notification(/Wrote loans\..+\.csv/);
    await told.waitFor();
    const written = workbench.files().filter((name) => name !== 'loans.csv');
    const [method] = written.map((name) => name.split('.')[1]);
    assert.deepEqual(written, [
      `loans.${method}.csv`,
      `loans.${method}.recipe.json`,
      `loans.${method}.removed.csv`,
    ]);
    const lines = workbench.read(`loans.${method}.csv`).trimEnd().split('\n');
    assert.equal(lines.length, 1 + kept);
    assert.deepEqual(
      lines,
      loans()
        .split('\n')
        .slice(0, 1 + kept),
      'kept rows are copied byte for byte',
    );
    assert.equal(workbench.read('loans.csv'), loans(), 'the source is as it was');

    await told.getByRole('button', { name: 'Open', exact: true }).click();
    await workbench.tab(new RegExp(`^loans\\.${method}\\.csv`)).waitFor();
  });

  it('takes another name when it is written again', async () => {
    await workbench.reportTab().click();
    await workbench.panel().getByRole('button', { name: 'Write File' }).click();
    await workbench.notification(/Wrote loans\..+-2\.csv/).waitFor();
    assert.ok(workbench.files().some((name) => /^loans\..+-2\.csv$/.test(name)));
  });
});
