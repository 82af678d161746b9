import { after, before, describe, it } from 'mocha';
import { loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('settings', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans() });
  });

  after(() => workbench?.close());

  it('of a metric change what the next audit finds', async () => {
    // 12 of 111 rows are 'yes', 21.6% of an even share: not rare below a tenth, rare below a half.
    const rare = workbench.panel().getByRole('listitem').filter({ hasText: 'yes is rare' });
    await workbench.audit('loans.csv');
    await rare.waitFor({ state: 'detached' });
    workbench.writeSettings({ 'ballast.metrics.class-imbalance.rareFactor': 0.5 });
    await workbench.page.getByRole('button', { name: 'Audit Again' }).click();
    await rare.waitFor();
  });
});
