// Renders the real panel with the real engine behind a fake host, photographs every view and runs axe-core on it.
// node test/webview/shoot.mjs [part of a shot's name ...]
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { createServer } from 'node:http';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { SHOTS } from './shots.mjs';

const root = new URL('../..', import.meta.url).pathname;
const here = join(root, 'test/webview');
const out = join(here, '.build');
const shots = join(root, 'test/shots/panel');
const wanted = process.argv.slice(2);

await mkdir(shots, { recursive: true });
await mkdir(out, { recursive: true });
const common = {
  bundle: true,
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"' },
};
await build({
  ...common,
  minify: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  entryPoints: [join(root, 'webview/main.ts')],
  outfile: join(out, 'webview.js'),
});
await build({
  ...common,
  platform: 'browser',
  entryPoints: [join(root, 'webview/panel.css')],
  outfile: join(out, 'webview.css'),
});
await build({
  ...common,
  platform: 'node',
  format: 'esm',
  stdin: {
    contents: `export { Dataset } from './src/files/dataset'; export { toFailure } from './src/protocol/endpoint';`,
    resolveDir: root,
  },
  outfile: join(out, 'engine.mjs'),
});
for (const file of ['page.html', 'themes.css', 'fake-host.js'])
  await cp(join(here, file), join(out, file));
const { fakeHost } = await import('./host.mjs');

const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };
const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://page').pathname;
  try {
    const body = await readFile(join(out, path));
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const system = '/usr/bin/chromium';
const browser = await chromium.launch({
  ...(existsSync(system) && { executablePath: system }),
  args: [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const axe = await readFile(join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');
let serious = 0;
for (const shot of SHOTS) {
  if (wanted.length > 0 && !wanted.some((part) => shot.name.includes(part))) continue;
  const started = Date.now();
  const context = await browser.newContext({
    viewport: { width: shot.width ?? 1100, height: 900 },
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const told = [];
  page.on('console', (message) => {
    if (
      ['error', 'warning'].includes(message.type()) &&
      !/inline style|policy style/.test(message.text())
    )
      told.push(message.text());
  });
  page.on('pageerror', (error) => told.push(String(error.stack)));
  const host = fakeHost(
    join(root, 'test/fixtures/data', shot.file),
    shot.read ?? {},
    shot.roles ?? {},
    shot.changes ?? {},
  );
  await page.exposeFunction('askHost', host);
  await page.goto(
    `${base}/page.html?${new URLSearchParams({ theme: shot.theme, tab: shot.tab ?? 'Overview', segment: shot.segment ?? 'exact' })}`,
  );
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
  await context.close();
}
await browser.close();
server.close();
process.exitCode = serious > 0 ? 1 : 0;

/** Charts draw when their width is known: two frames later the page stands still. */
function painted(page) {
  return page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}
