// Renders the real panel with the real engine behind a fake host, photographs every view and runs axe-core on it.
// node test/webview/shoot.mjs [part of a shot's name ...]
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { painted, panelPages, ROOT } from './panel-pages.mjs';
import { SHOTS } from './shots.mjs';

const shots = join(ROOT, 'test/shots/panel');
const wanted = process.argv.slice(2);

await mkdir(shots, { recursive: true });
const panels = await panelPages();
const axe = await readFile(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
let serious = 0;
for (const shot of SHOTS) {
  if (wanted.length > 0 && !wanted.some((part) => shot.name.includes(part))) continue;
  const started = Date.now();
  const page = await panels.newPage(shot.width ?? 1100);
  const told = [];
  page.on('console', (message) => {
    if (
      ['error', 'warning'].includes(message.type()) &&
      !/inline style|policy style/.test(message.text())
    )
      told.push(message.text());
  });
  page.on('pageerror', (error) => told.push(String(error.stack)));
  await panels.load(page, { ...shot, file: join(ROOT, 'test/fixtures/data', shot.file) });
  try {
    await page.waitForSelector(shot.changes?.state ? '.panel .body' : '.panel main', {
      timeout: 20000,
    });
    await painted(page);
    await shot.act?.(page);
    await painted(page);
  } catch (error) {
    told.push(String(error));
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) told.push(`the page scrolls sideways by ${wide} px`);
  // At its full height: what sticks to the window's edges lies where the eye finds it.
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({
    width: shot.width ?? 1100,
    height: Math.min(4000, Math.max(900, tall)),
  });
  await page.screenshot({ path: join(shots, `${shot.name}.png`) });
  await page.evaluate(axe).catch(() => page.addScriptTag({ content: axe }));
  const found = await page.evaluate(() =>
    globalThis.axe?.run(document, { resultTypes: ['violations'] }),
  );
  const bad = (found?.violations ?? []).filter((v) => ['serious', 'critical'].includes(v.impact));
  serious += bad.length;
  console.log(
    `${shot.name} ${Date.now() - started} ms, axe: ${found ? `${found.passes.length} rules kept, ${found.violations.length} broken` : 'did not run'}`,
  );
  for (const text of told) console.log(`  said: ${text}`);
  for (const v of found?.violations ?? [])
    console.log(
      `  ${v.impact} ${v.id}: ${v.nodes.length} x ${v.nodes[0].target.join(' ')}: ${v.nodes[0].failureSummary}`,
    );
  await page.context().close();
}
await panels.close();
process.exitCode = serious > 0 ? 1 : 0;
