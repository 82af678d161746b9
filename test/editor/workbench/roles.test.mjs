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

  after(() => workbench?.close());

  it('audits again when the label is another column', async () => {
    const panel = workbench.panel();
    await panel.getByText('Rows per class of outcome').waitFor();
    await panel.getByRole('combobox', { name: 'Label column' }).click();
    await panel.getByRole('option', { name: 'region' }).click();
    await panel.getByText('Rows per class of region').waitFor();
    await panel.getByText('north').first().waitFor();
  });
});
