import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { violations } from './axe.mjs';
import { TICKETS, tickets } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

const THEMES = [
  { name: 'dark', theme: 'Dark Modern', mark: 'vscode-dark' },
  { name: 'light', theme: 'Light Modern', mark: 'vscode-light' },
  { name: 'high-contrast', theme: 'Default High Contrast', mark: 'vscode-high-contrast' },
];

describe('near-duplicate texts', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'tickets.jsonl': tickets() });
    await workbench.audit('tickets.jsonl');
    const panel = workbench.panel();
    await panel.getByRole('tab', { name: 'Duplicates' }).click();
    await panel.getByRole('radio', { name: `Near ${TICKETS.sets}` }).click();
  });

  after(() => workbench?.close());

  it('are shown as sets, with the words that differ', async () => {
    const panel = workbench.panel();
    const sets = panel.getByRole('grid', { name: 'Sets of rows' });
    assert.equal(await sets.getAttribute('aria-rowcount'), String(TICKETS.sets));
    await panel.getByRole('insertion').filter({ hasText: 'basket' }).waitFor();
    await panel
      .getByRole('listbox', { name: /^Rows of the set/ })
      .getByRole('option')
      .first()
      .focus();
    await workbench.page.keyboard.press('ArrowDown');
    await panel.getByRole('insertion').filter({ hasText: 'bill' }).waitFor();
    await panel.getByText('Labels differ', { exact: true }).last().click();
    const narrowed = panel.getByText(`${TICKETS.differing} of ${TICKETS.sets}`, { exact: true });
    await narrowed.first().waitFor();
    assert.equal(await sets.getAttribute('aria-rowcount'), String(TICKETS.differing));
    await panel.getByRole('insertion').filter({ hasText: 'ends' }).waitFor();
  });

  for (const { name, theme, mark } of THEMES) {
    it(`are legible in ${name}`, async () => {
      workbench.writeSettings({ 'workbench.colorTheme': theme });
      const frame = await workbench.panelFrame();
      await frame.locator(`body.${mark}`).waitFor();
      await workbench.picture(`near-${name}`);
      await workbench.panel().getByText('only in this text').scrollIntoViewIfNeeded();
      await workbench.picture(`near-${name}-words`);
      assert.deepEqual(await violations(frame), []);
    });
  }

  it('are counted anew by the slider, which the remedy takes up', async () => {
    const panel = workbench.panel();
    const slider = panel.getByRole('slider', { name: 'Alike from' });
    assert.match(
      (await slider.getAttribute('aria-valuetext')) ?? '',
      new RegExp(`^80%: ${TICKETS.copies} rows would go, from ${TICKETS.sets} sets$`),
    );
    await slider.focus();
    for (let step = 0; step < 3; step += 1) await workbench.page.keyboard.press('ArrowRight');
    await panel.getByText(`${TICKETS.copiesFrom95} row would go, from 1 set.`).waitFor();
    await workbench.picture('near-slider');
  });

  it('are compared by the editor itself', async () => {
    const panel = workbench.panel();
    await panel.getByRole('button', { name: 'Compare in editor' }).click();
    await workbench.tab(/^tickets\.jsonl: line \d+ ↔ line \d+/).waitFor();
    await workbench.page.locator('.monaco-diff-editor').getByText('ends').first().waitFor();
    await workbench.picture('near-compare');
  });

  it('leave by a step with the similarity of the slider', async () => {
    const panel = workbench.panel();
    await panel.getByRole('button', { name: /^Fix near-duplicate texts from/ }).click();
    const field = panel.getByRole('textbox', { name: 'Similarity' });
    await field.waitFor();
    assert.equal(await field.inputValue(), '0.95');
  });

  it('are listed as problems and marked in the file when asked', async () => {
    await workbench.file('tickets.jsonl').dblclick();
    await workbench.tab('tickets.jsonl').first().waitFor();
    await workbench.command('Ballast: Show Duplicates as Problems');
    const problems = workbench.page.getByRole('tree', { name: /problem/i });
    await problems
      .getByText(/^The text in 'text' is/)
      .first()
      .waitFor();
    await workbench.picture('near-problems');
  });
});
