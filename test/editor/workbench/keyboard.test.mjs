import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { LOANS, loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

/** Tab stops between any two controls of the panel. */
const MOST_STOPS = 60;

describe('the keyboard alone', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;
  const press = (/** @type {string} */ key) => workbench.page.keyboard.press(key);
  const type = (/** @type {string} */ text) => workbench.page.keyboard.type(text);
  const option = (/** @type {RegExp} */ name) => workbench.page.getByRole('option', { name });

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans() });
  });

  after(() => workbench?.close());

  /**
   * Presses Tab until the control has the focus.
   * @param {import('playwright-core').Locator} control
   */
  async function tabTo(control) {
    await control.waitFor();
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (await control.evaluate((element) => element.matches(':focus, :focus-within'))) return;
      await press('Tab');
    }
    assert.fail(`Tab does not reach ${String(control)}.`);
  }

  it('audits, chooses a method, previews and writes the file', async () => {
    await press('F1');
    await type('Ballast: Audit Dataset');
    await option(/^Ballast: Audit Dataset(,|$)/).waitFor();
    await press('Enter');
    await option(/^loans\.csv/).waitFor();
    await press('Enter');

    const panel = workbench.panel();
    await panel.getByRole('heading', { level: 1 }).waitFor();
    await tabTo(panel.getByRole('tab', { name: 'Overview' }));
    await press('End');
    await panel.getByRole('tab', { name: 'History', selected: true }).waitFor();
    await press('ArrowLeft');
    await panel.getByRole('tab', { name: 'Evaluate', selected: true }).waitFor();
    await press('ArrowLeft');
    await panel.getByRole('tab', { name: 'Balance', selected: true }).waitFor();
    await tabTo(panel.getByRole('radiogroup').first());
    await press('ArrowDown');
    await panel.getByRole('radio', { checked: true }).waitFor();
    await panel.getByRole('button', { name: 'Write File', disabled: false }).waitFor();
    await press('Control+Enter');
    await workbench.notification(/Wrote loans\..+\.csv/).waitFor();
    assert.ok(workbench.files().some((name) => name.endsWith('.recipe.json')));
  });

  it('applies a method from the palette, one question after the other', async () => {
    await press('F1');
    await type('Ballast: Apply a Method');
    await option(/^Ballast: Apply a Method/).waitFor();
    await press('Enter');
    await workbench.page.getByPlaceholder('Choose a method').waitFor();
    await type('Remove exact copies');
    await press('Enter');
    const written = workbench.notification('Wrote loans.exact-dedup.csv');
    const question = workbench.page
      .locator('.quick-input-widget:visible .quick-input-title')
      .filter({ hasText: /\(\d+\/\d+\)/ });
    for (;;) {
      await question.or(written).first().waitFor();
      if (await written.isVisible()) break;
      // Every question is answered with what it proposes; then it gives way to the next.
      const title = (await question.textContent()) ?? '';
      await press('Enter');
      await question.filter({ hasText: title }).waitFor({ state: 'hidden' });
    }
    const rows = workbench.read('loans.exact-dedup.csv').trimEnd().split('\n').length - 1;
    assert.equal(rows, LOANS.rows - LOANS.copies);
  });
});
