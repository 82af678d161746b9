import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { HOSTILE, hostile } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

describe('a file full of markup', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'hostile.csv': hostile() });
  });

  after(() => workbench?.close());

  it('is shown as text in every tab, and nothing of it runs', async () => {
    await workbench.audit('hostile.csv');
    const panel = workbench.panel();
    await panel.getByText(HOSTILE.image).first().waitFor();
    await panel.getByText(HOSTILE.script).first().waitFor();
    for (const tab of await panel.getByRole('tab').all()) {
      await tab.click();
      await panel.getByRole('tabpanel').waitFor();
      assert.equal(await panel.locator('img, b[onmouseover]').count(), 0);
    }
    const frame = await workbench.panelFrame();
    assert.notEqual(await frame.evaluate('document.title'), 'ran');
    assert.deepEqual(workbench.outside, []);
  });
});
