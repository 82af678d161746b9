// The real panel in a browser, with the real engine behind a fake host: what the tools of this folder open.
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { createServer } from 'node:http';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pageBuild } from '../../webview/build.mjs';

/** The repository. */
export const ROOT = new URL('../..', import.meta.url).pathname;

const root = ROOT;
const here = join(root, 'test/webview');
const out = join(here, '.build');

/** Builds panel and engine, and starts a server and a browser; `texts` is a translation into `language`, English without. */
export async function panelPages(texts, language = 'en') {
  globalThis.panelTexts = texts;
  await mkdir(out, { recursive: true });
  const common = {
    bundle: true,
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
  };
  await build({
    ...common,
    ...pageBuild,
    minify: true,
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
      contents: `import './test/webview/language.js'; export { Dataset } from './src/files/dataset'; export { toFailure } from './src/protocol/endpoint'; export { withRun } from './src/host/sessions/history';`,
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
      const file = await readFile(join(out, path));
      const body = path === '/page.html' ? withTexts(String(file), texts, language) : file;
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

  return {
    /** @param {number} width in pixels, each as many pixels of the screen as `scale` says */
    async newPage(width, scale = 1) {
      const context = await browser.newContext({
        viewport: { width, height: 900 },
        deviceScaleFactor: scale,
        bypassCSP: false,
      });
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      return page;
    },
    /** Loads the panel of a file: `{ file, read, roles, changes, theme, tab, segment }`. */
    async load(page, shot) {
      const host = fakeHost(shot.file, shot.read ?? {}, shot.roles ?? {}, shot.changes ?? {});
      await page.exposeFunction('askHost', host);
      const look = {
        theme: shot.theme ?? 'dark',
        tab: shot.tab ?? 'Overview',
        segment: shot.segment ?? 'exact',
      };
      await page.goto(`${base}/page.html?${new URLSearchParams(look)}`);
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** The page with a translation in it, as the editor's panel has it. */
function withTexts(page, texts, language) {
  if (!texts) return page;
  const json = JSON.stringify(texts).replaceAll('<', '\\u003c');
  return page
    .replace('<html lang="en">', `<html lang="${language}">`)
    .replace(
      '<body></body>',
      () => `<body><script type="application/json" id="texts">${json}</script></body>`,
    );
}

/** Charts draw when their width is known: two frames later the page stands still. */
export function painted(page) {
  return page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}
