import { after, before, describe, it } from 'mocha';
import { loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('choosing roles', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans() });
    await workbench.audit('loans.csv');
  });

  after(() => workbench.close());

  it('audits again when the label is another column', async () => {
    const panel = workbench.panel();
    const label = panel.getByRole('combobox', { name: 'Label column' });
    await panel.getByText("'yes'").first().waitFor();
    await label.click();
    await panel.getByRole('option', { name: 'region' }).click();
    await panel.getByText("'north'").first().waitFor();
    await panel.getByText("'yes'").first().waitFor({ state: 'detached' });
  });
});
