import { after, before, describe, it } from 'mocha';
import { LOANS, loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('reloading the window', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans() });
    await workbench.audit('loans.csv');
  });

  after(() => workbench?.close());

  it('brings the panel back with its report and the part that was shown', async () => {
    await workbench
      .panel()
      .getByRole('tab', { name: /^Columns/ })
      .click();
    await Promise.all([
      workbench.page.waitForEvent('load'),
      workbench.command('Developer: Reload Window'),
    ]);
    await workbench.ready();
    const panel = workbench.panel();
    await panel.getByText(`${LOANS.rows} rows · 4 columns`).waitFor();
    await panel.getByRole('tab', { name: /^Columns/, selected: true }).waitFor();
  });
});
