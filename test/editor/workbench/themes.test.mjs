import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { violations } from './axe.mjs';
import { loans } from './datasets.mjs';
import { openWorkbench } from './session.mjs';

/** Name of the pictures, the editor's theme, and the class it gives to the page of a panel. */
const THEMES = [
  { name: 'dark', theme: 'Dark Modern', mark: 'vscode-dark' },
  { name: 'light', theme: 'Light Modern', mark: 'vscode-light' },
  { name: 'high-contrast', theme: 'Default High Contrast', mark: 'vscode-high-contrast' },
];

describe('themes', () => {
  /** @type {import('./workbench.mjs').Workbench} */
  let workbench;

  before(async () => {
    workbench = await openWorkbench({ 'loans.csv': loans() });
    await workbench.audit('loans.csv');
  });

  after(() => workbench?.close());

  for (const { name, theme, mark } of THEMES) {
    it(`every part of the report is legible in ${name}`, async () => {
      workbench.writeSettings({ 'workbench.colorTheme': theme });
      const frame = await workbench.panelFrame();
      await frame.locator(`body.${mark}`).waitFor();
      /** @type {string[]} */
      const found = [];
      for (const tab of await frame.getByRole('tab').all()) {
        const part = (await tab.textContent())?.replace(/\d+$/, '').trim() ?? '';
        await tab.click();
        await frame.getByRole('tab', { name: part, selected: true }).waitFor();
        await workbench.picture(`${name}-${part.toLowerCase()}`);
        found.push(...(await violations(frame)).map((line) => `${part}: ${line}`));
      }
      assert.deepEqual(found, []);
    });
  }
});
