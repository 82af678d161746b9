import { after, before, describe, it } from 'mocha';
import { LOANS, loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('the rows behind a finding', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans() });
    await workbench.audit('loans.csv');
  });

  after(() => workbench?.close());

  it('are shown in place, and a line number opens the text there', async () => {
    const panel = workbench.panel();
    const copies = panel.getByRole('listitem').filter({ hasText: /copies? of/ });
    await copies.getByRole('button', { name: /^Show rows/ }).click();
    await panel.getByRole('button', { name: `Line ${LOANS.firstCopyLine}` }).click();
    await workbench
      .tab(/^loans\.csv/)
      .first()
      .waitFor();
    await workbench.page.getByText(`Ln ${LOANS.firstCopyLine}, Col 1`).waitFor();
  });
});
