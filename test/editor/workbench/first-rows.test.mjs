import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { big } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

/** Rows of the file; about 75 MB. */
const ROWS = 2_000_000;

describe('a large file', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench(
      { 'big.csv': big(ROWS) },
      { 'workbench.colorTheme': 'Default Dark Modern' },
    );
  });

  afterEach(async () => {
    await workbench.command('View: Close All Editors');
    await workbench.tab(/./).first().waitFor({ state: 'detached' });
  });

  after(() => workbench?.close());

  const audit = async () => {
    await workbench.contextMenu(workbench.file('big.csv'), 'Ballast', 'Audit Dataset');
    const panel = workbench.panel();
    await panel.getByRole('heading', { level: 1 }).waitFor();
    return { panel, strip: panel.locator('[data-state=estimate]'), from: performance.now() };
  };

  it('is left at once when cancelled, and nothing of the first figures stays', async () => {
    const { panel, strip } = await audit();
    await strip.waitFor();
    const from = performance.now();
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.getByRole('heading', { name: 'The audit was stopped' }).waitFor();
    const took = performance.now() - from;
    console.log(`      cancelled after ${took.toFixed(0)} ms`);
    assert.equal(await strip.count(), 0);
    assert.deepEqual(workbench.files(), ['big.csv']);
  });

  it('shows the figures of its first rows at once, says so, and then those of all rows', async () => {
    const { panel, strip, from } = await audit();
    await strip.waitFor();
    const first = performance.now() - from;
    console.log(`      first figures after ${first.toFixed(0)} ms`);
    assert.match(
      await strip.innerText(),
      /First [\d,]+ of about [\d,]+ rows\. Exact figures follow/,
    );
    await panel.getByText(/^So far: /).waitFor();
    const reading = panel.getByRole('progressbar');
    assert.ok(Number(await reading.getAttribute('aria-valuenow')) < 100);
    await workbench.picture('first-rows-dark');

    // Rows of the first rows can be looked at while the others are read.
    await panel
      .getByRole('button', { name: /^Show rows/ })
      .first()
      .click();
    await panel.locator('.rows table').waitFor();
    await panel.getByRole('tab', { name: /^Balance/ }).click();
    await panel.getByText('Methods work on all rows').waitFor();
    assert.ok(await strip.isVisible(), 'all of this while the file is read');

    await panel.getByRole('tab', { name: /^Classes/ }).click();
    await strip.waitFor({ state: 'detached' });
    await panel.getByText('2,000,000 rows · 5 columns').waitFor();
    assert.equal(
      await panel.getByRole('tab', { name: /^Classes/ }).getAttribute('aria-selected'),
      'true',
      'the tab is kept',
    );
    assert.equal(
      await panel.locator(':focus').getAttribute('id'),
      'tab-Classes',
      'so is the focus',
    );
    console.log(`      all figures after ${(performance.now() - from).toFixed(0)} ms`);
    await panel.getByRole('tab', { name: /^Balance/ }).click();
    await panel.getByRole('radio', { name: 'Repeat rare rows' }).waitFor();
  });
});
