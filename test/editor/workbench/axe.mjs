// What axe-core finds in the document of a frame.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe-core calls serious or worse in the document of the frame, one line each.
 * @param {import('playwright-core').Frame} frame
 */
export async function violations(frame) {
  if (!(await frame.evaluate('"axe" in globalThis'))) await frame.evaluate(AXE);
  const found = await frame.evaluate('axe.run()');
  assert.ok(found.passes.length > 10, 'axe looked at the page');
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}
