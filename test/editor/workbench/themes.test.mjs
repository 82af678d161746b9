import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, it } from 'mocha';
import { loans } from './datasets.mjs';
import { openWorkbench, SHOTS } from './session.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const THEMES = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Default High Contrast',
};

/**
 * What axe-core calls serious or worse in the document of the frame, one line each.
 * @param {import('playwright-core').Frame} frame
 */
async function violations(frame) {
  await frame.evaluate(AXE);
  const { violations: found } = await frame.evaluate('axe.run()');
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

describe('themes', () => {
  for (const [name, theme] of Object.entries(THEMES)) {
    it(`every part of the report is legible in ${name}`, async () => {
      const workbench = await openWorkbench(
        { 'loans.csv': loans() },
        { 'workbench.colorTheme': theme },
      );
      try {
        await workbench.audit('loans.csv');
        const frame = await workbench.panelFrame();
        /** @type {string[]} */
        const found = [];
        for (const tab of await frame.getByRole('tab').all()) {
          await tab.click();
          const part = (await tab.textContent())?.replace(/\d+$/, '').trim() ?? '';
          await frame.getByRole('tab', { name: part, selected: true }).waitFor();
          await workbench.page.screenshot({
            path: path.join(SHOTS, `${part.toLowerCase()}-${name}.png`),
          });
          found.push(...(await violations(frame)).map((line) => `${part}: ${line}`));
        }
        assert.deepEqual(found, []);
      } finally {
        await workbench.close();
      }
    });
  }
});
