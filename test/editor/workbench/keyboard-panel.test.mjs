import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { LOANS, loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

/** Tab stops of the panel, more than any tab has. */
const MOST_STOPS = 200;

const TABS = [
  ...['Overview', 'Classes', 'Groups', 'Duplicates', 'Columns', 'Problems', 'Balance'],
  ...['Evaluate', 'History'],
];

/**
 * In the page: numbers what can be pressed and is shown, a group of which the arrows choose counting once, and says how
 * each is called.
 */
const CONTROLS = () => {
  const all = document.querySelectorAll(
    'button, a[href], input, select, summary, [role=slider], vscode-button, vscode-dropdown, vscode-checkbox, vscode-text-field, vscode-link',
  );
  const groups = new Map();
  for (const control of all) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue;
    if (control.disabled || control.closest('[inert]')) continue;
    // Bars are a list of buttons of which one is a stop.
    const group =
      control.closest('[role=radiogroup], [role=tablist], [role=listbox], [role=menu], .bars') ??
      control;
    if (groups.has(group)) continue;
    groups.set(group, (group.getAttribute('aria-label') ?? group.textContent ?? '').trim());
    group.dataset['stop'] = String(groups.size);
  }
  return [...groups.values()];
};

/** In the page: the number of what has the focus, or 0. */
const FOCUSED = () =>
  Number(document.activeElement?.closest('[data-stop]')?.getAttribute('data-stop') ?? 0);

describe('the panel without a mouse', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;
  const press = (/** @type {string} */ key) => workbench.page.keyboard.press(key);
  const panel = () => workbench.panel();

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans() });
    await workbench.audit('loans.csv');
  });

  after(() => workbench?.close());

  /**
   * Chooses a tab with the arrows; the focus stays on it.
   * @param {string} name
   */
  async function chooseTab(name) {
    await panel().getByRole('tab', { selected: true }).focus();
    await press('Home');
    for (const tab of TABS) {
      const now = panel().getByRole('tab', { name: new RegExp(`^${tab}`), selected: true });
      await now.waitFor();
      if (tab === name) return;
      await press('ArrowRight');
    }
    assert.fail(`The arrows do not reach ${name}.`);
  }

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

  for (const tab of TABS) {
    it(`stops at every control of ${tab}`, async () => {
      await chooseTab(tab);
      const frame = await workbench.panelFrame();
      const controls = await frame.evaluate(CONTROLS);
      // The tabs are the first stop that is known to have the focus; what stands before them is met on the way back.
      const reached = new Set([await frame.evaluate(FOCUSED)]);
      for (const key of ['Tab', 'Shift+Tab']) {
        await panel().getByRole('tab', { selected: true }).focus();
        for (let stop = 0; stop <= controls.length; stop += 1) {
          await press(key);
          const focused = await frame.evaluate(FOCUSED);
          if (!(await frame.evaluate(() => document.hasFocus()))) break;
          reached.add(focused);
        }
      }
      const missed = controls.filter((_, index) => !reached.has(index + 1));
      assert.deepEqual(missed, []);
      assert.ok(controls.length > 2, `${tab} has controls`);
    });
  }

  it('takes a remedy from a finding, and writes the file', async () => {
    await chooseTab('Overview');
    const finding = panel()
      .getByRole('listitem')
      .filter({ hasText: /copies? of/ });
    await tabTo(finding.getByRole('button', { name: /^Fix/ }));
    await press('Enter');
    await panel()
      .getByRole('tab', { name: /^Balance/, selected: true })
      .waitFor();
    await tabTo(panel().getByRole('button', { name: 'Write File', disabled: false }));
    await press('Enter');
    await workbench.notification(/Wrote loans\..+\.csv/).waitFor();
  });

  it('exports what a training job needs', async () => {
    await tabTo(panel().getByRole('button', { name: 'Export…' }));
    await press('Enter');
    await tabTo(panel().getByRole('button', { name: 'Write Export', disabled: false }));
    const before = workbench.files().length;
    await press('Enter');
    await panel()
      .locator('.export')
      .getByRole('link')
      .or(panel().locator('.export vscode-link'))
      .first()
      .waitFor();
    assert.ok(workbench.files().length > before);
  });

  it('copies a chart as a table', async () => {
    await chooseTab('Classes');
    await tabTo(panel().getByRole('button', { name: 'Copy', exact: true }).first());
    await press('Enter');
    await panel().getByRole('menuitem', { name: 'Copy as Table' }).waitFor();
    await press('ArrowDown');
    await press('ArrowDown');
    await press('Enter');
    await panel().getByText('The figures are on the clipboard.').waitFor({ state: 'attached' });
  });

  it('says whether a remedy helps', async () => {
    await chooseTab('Evaluate');
    await tabTo(panel().getByRole('button', { name: /^Evaluate|^Try|^Compare/ }));
    await press('Enter');
    await panel().locator('.answer').waitFor();
  });

  it('makes another column the label', async () => {
    const label = panel().getByRole('combobox', { name: /^Label/ });
    await chooseTab('Overview');
    await press('Shift+Tab');
    await press('Shift+Tab');
    await press('Shift+Tab');
    await tabTo(label);
    await press('ArrowUp');
    await panel().getByRole('heading', { name: 'Rows per class of region' }).waitFor();
  });

  it('shows the rows of a finding, and goes from one of them to its line', async () => {
    await chooseTab('Overview');
    const finding = panel()
      .getByRole('listitem')
      .filter({ hasText: /copies? of/ });
    await tabTo(finding.getByRole('button', { name: /^Show rows/ }));
    await press('Enter');
    await tabTo(panel().locator('.rows').getByText(String(LOANS.firstCopyLine), { exact: true }));
    await press('Enter');
    await workbench.tab(/^loans\.csv/).waitFor();
    await workbench.page.getByText(`Ln ${LOANS.firstCopyLine},`).waitFor();
  });
});
