import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { LOANS, loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';
import { until } from './until.mjs';

describe('the palette and keys alone', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;
  const kept = loans()
    .split('\n')
    .slice(0, 1 + LOANS.rows - LOANS.copies);
  const press = (/** @type {string} */ key) => workbench.page.keyboard.press(key);
  const pick = () => workbench.page.locator('.quick-input-widget:visible');
  const option = (/** @type {RegExp} */ text) =>
    pick().getByRole('option').filter({ hasText: text });

  /** @param {string} key the second key of a chord */
  async function chord(key) {
    await press('Control+k');
    await press(key);
  }

  /**
   * Waits for an entry of a quick pick, walks to it and takes it.
   * @param {RegExp} text
   */
  async function take(text) {
    const entry = option(text).first();
    await entry.waitFor();
    while (
      !(await entry.evaluate(
        (row) => row.closest('.focused') !== null || row.classList.contains('focused'),
      ))
    )
      await press('ArrowDown');
    await press('Enter');
  }

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans(), 'other.csv': `${kept.join('\n')}\n` });
    await press('Control+p');
    await pick().locator('input[type="text"]').fill('loans.csv');
    await option(/^loans\.csv/)
      .first()
      .waitFor();
    await press('Enter');
    // A tab is there before its text is in front, and keys before that are nobody's.
    await workbench.page.getByText('Ln 1, Col 1').waitFor();
  });

  after(() => workbench?.close());

  it('fix a finding: what, how with a preview, write', async () => {
    await chord('Shift+F');
    await take(/3 rows are copies/);
    await option(/111 → 108 rows, 3 removed, 8\.3 → 8\.0 to 1/).waitFor();
    await workbench.picture('fix-remedy');
    await take(/Remove exact copies/);
    await option(/Write loans\.exact-dedup\.csv.*111 → 108 rows/).waitFor();
    await workbench.picture('fix-write');
    await take(/Write loans/);
    await workbench.notification('Wrote loans.exact-dedup.csv').waitFor();
    assert.equal(workbench.read('loans.exact-dedup.csv').trimEnd(), kept.join('\n'));
  });

  it('show the rows that left in a diff', async () => {
    await chord('Shift+D');
    await workbench.tab(/loans\.csv ↔ loans\.exact-dedup\.csv/).waitFor();
    await workbench.page.locator('.diffOverview').waitFor();
    await workbench.picture('changes');
    await workbench.command('View: Close Editor');
  });

  it('compare the report with that of another file', async () => {
    await workbench.tab(/^loans\.csv/).waitFor();
    await chord('Shift+C');
    await take(/Another File/);
    await take(/^other\.csv/);
    await workbench.tab(/^other\.csv ↔ loans\.csv: \d+ changed/).waitFor();
    await workbench.picture('compare');
    await workbench.command('View: Close Editor');
  });

  it('copy a summary', async () => {
    await chord('Shift+S');
    const copied = await until(async () => {
      const text = await workbench.page.evaluate('navigator.clipboard.readText()');
      return text.startsWith('## loans.csv') && text;
    }, 'the summary on the clipboard');
    assert.match(copied, /\| Imbalance Ratio \| 8\.3 to 1 \|/);
  });

  it('take up a remedy in the report, to change its values', async () => {
    await chord('Shift+F');
    await take(/3 rows are copies/);
    await take(/Remove exact copies/);
    await take(/Change Values in the Report/);
    await workbench.panel().getByRole('button', { name: 'Write File', disabled: false }).waitFor();
  });

  it('undo what was written, after a question', async () => {
    await chord('Shift+Z');
    const question = workbench.page.getByRole('dialog').filter({ hasText: 'Delete the 3 files' });
    await question.getByText('loans.exact-dedup.recipe.json').waitFor();
    await workbench.picture('undo');
    await press('Enter');
    await question.waitFor({ state: 'detached' });
    await until(() => workbench.files().length === 2, 'the files to be gone');
    assert.deepEqual(workbench.files(), ['loans.csv', 'other.csv']);
  });
});
