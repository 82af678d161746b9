import { after, before, describe, it } from 'mocha';
import { letters, loans, stones } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('choosing roles', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({
      'loans.csv': loans(),
      'stones.csv': stones(),
      'letters.csv': letters(),
    });
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

  it('offers columns of few values by name where nothing looks like a label or a group', async () => {
    await workbench.audit('stones.csv');
    const panel = workbench.panel();
    await panel.getByRole('button', { name: 'clarity' }).waitFor();
    await panel.getByRole('button', { name: 'cut' }).click();
    await panel.getByText('Rows per class of cut').waitFor();
    await panel.getByRole('tab', { name: 'Groups' }).click();
    await panel.getByRole('button', { name: 'clarity' }).click();
    await panel.getByText('clarity by cut').waitFor();
  });

  it('offers columns of running text where nearly equal texts were not searched', async () => {
    await workbench.audit('letters.csv');
    const panel = workbench.panel();
    await panel.getByRole('tab', { name: 'Duplicates' }).click();
    await panel.getByText('Nearly equal texts were not searched.').waitFor();
    await panel.getByRole('button', { name: 'reply' }).waitFor();
    await panel.getByRole('button', { name: 'letter' }).click();
    await panel.getByRole('radio', { name: 'Near' }).waitFor();
  });
});
