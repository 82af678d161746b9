import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { penguins } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

/** Clicks from the installed extension to a balanced file. */
const MOST_CLICKS = 6;

describe('the first walk', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;
  /** What was clicked, in order; the keyboard is not touched. */
  const clicks = /** @type {string[]} */ ([]);

  before(async () => {
    workbench = await openWorkbench({});
  });

  after(() => workbench?.close());

  /** @param {string} what @param {import('playwright-core').Locator} target */
  async function click(what, target) {
    clicks.push(what);
    await target.click();
  }

  it('leads to a balanced file within six clicks and without typing', async () => {
    await click('the icon of Ballast', workbench.activity());
    const sample = workbench.page.getByRole('button', { name: 'Try the Penguins' });
    await click('Try the Penguins', sample);
    const panel = workbench.panel();
    await click('Balance…', panel.getByRole('button', { name: 'Balance…' }));
    await click('Drop common rows', panel.getByRole('radio', { name: /Drop common rows/ }));
    const write = panel.getByRole('button', { name: 'Write File', disabled: false });
    await click('Write File', write);
    await workbench.notification('Wrote penguins.random-undersample.csv').waitFor();

    const rows = workbench.read('penguins.random-undersample.csv').trimEnd().split('\n').slice(1);
    const species = rows.map((row) => row.split(',')[0] ?? '');
    for (const name of ['Adelie', 'Chinstrap', 'Gentoo'])
      assert.equal(species.filter((each) => each === name).length, 68, name);
    assert.equal(rows.length, 3 * 68);
    assert.equal(workbench.read('penguins.csv'), penguins, 'the sample is as it was');
    assert.ok(clicks.length <= MOST_CLICKS, clicks.join(', '));
    console.log(`      ${clicks.length} clicks: ${clicks.join(', ')}`);
    await workbench.picture('first-walk');
  });
});
