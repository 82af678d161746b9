import assert from 'node:assert/strict';
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

  it('and the figures of a chart are copied as a table and as an image', async () => {
    await workbench.reportTab().click();
    const panel = workbench.panel();
    const classes = panel.getByRole('figure').filter({ hasText: 'Rows per class' });
    const copied = async (/** @type {string} */ words) => {
      await classes.getByRole('button', { name: 'Copy' }).focus();
      await workbench.page.keyboard.press('Enter');
      await classes.getByRole('menuitem', { name: words }).click();
      await classes.getByText('Copied').waitFor();
    };
    await copied('Copy as Table');
    const frame = await workbench.panelFrame();
    assert.match(
      await frame.evaluate(() => globalThis.navigator.clipboard.readText()),
      new RegExp(`^no\\t${LOANS.no + LOANS.copies}\\t`, 'm'),
    );
    await copied('Copy as Image');
    await frame.waitForFunction(async () => {
      const [item] = await globalThis.navigator.clipboard.read();
      return item?.types.includes('image/png');
    });
  });
});
