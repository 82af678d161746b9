import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { penguins } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('a report for others', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'penguins.csv': penguins });
    await workbench.audit('penguins.csv');
  });

  after(() => workbench?.close());

  /**
   * Saves the report that is in front, from the buttons beside its tab.
   * @param {RegExp} format
   */
  async function save(format) {
    await workbench.reportTab().click();
    await workbench.page.getByRole('button', { name: 'Save Report...' }).click();
    await workbench.page.getByRole('option', { name: format }).click();
  }

  it('is Markdown that the preview of the editor renders whole', async () => {
    await save(/^Markdown/);
    const told = workbench.notification('Saved penguins.audit.md.');
    await told.getByRole('button', { name: 'Open', exact: true }).click();
    await workbench.tab(/^Preview penguins\.audit\.md/).waitFor();
    const page = workbench.panel();
    await page.getByRole('heading', { level: 1 }).waitFor();

    const markdown = workbench.read('penguins.audit.md');
    const lines = markdown.split('\n');
    const tables = lines.filter((line) => /^\|( *:?-+:? *\|)+$/.test(line)).length;
    const headings = lines.filter((line) => /^#+ /.test(line)).length;
    assert.ok(tables >= 3, `${tables} tables`);
    assert.equal(await page.getByRole('table').count(), tables);
    assert.equal(await page.getByRole('heading').count(), headings);
    const shown = (await page.locator('body').textContent()) ?? '';
    assert.doesNotMatch(shown, /\*\*|^\s*#|\|\s*-{3}|&lt;|\\\|/m, 'no markup is left as text');
    await workbench.picture('markdown-preview');
  });

  it('is one page of less than a megabyte', async () => {
    await save(/^Page/);
    await workbench.notification('Saved penguins.audit.html.').waitFor();
    const html = workbench.read('penguins.audit.html');
    assert.ok(html.length < 1e6 && /^<!doctype html>/i.test(html), html.slice(0, 40));
  });

  it('takes the next name and overwrites nothing', async () => {
    const before = workbench.read('penguins.audit.md');
    await save(/^Markdown/);
    await workbench.notification('Saved penguins.audit-2.md.').waitFor();
    assert.equal(workbench.read('penguins.audit.md'), before);
    assert.equal(workbench.read('penguins.csv'), penguins);
  });
});
