import { after, before, describe, it } from 'mocha';
import { loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('settings', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench(
      { 'loans.csv': loans() },
      { 'ballast.metrics.class-imbalance.rareFactor': 0.5 },
    );
  });

  after(() => workbench?.close());

  it('of a metric decide what an audit finds', async () => {
    // 12 of 111 rows are 'yes', 21.6% of an even share: not rare below a tenth (the tree test), rare below a half.
    await workbench.audit('loans.csv');
    await workbench.panel().getByRole('listitem').filter({ hasText: 'yes is rare' }).waitFor();
  });
});
