#!/usr/bin/env node
// Drop-in for a VS Code executable: takes the CLI flags that @vscode/test-electron passes and runs them on
// code-server + headless Chromium. Prints the extension host's console and exits with the suite's exit code.
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { format } from 'node:util';
import os from 'node:os';
import path from 'node:path';
import { startServer } from './server.mjs';

const opts = { dev: [], pass: [], positional: [] };
const argv = process.argv.slice(2);
for (let i = 0; i < argv.length; i++) {
  const a = argv[i];
  if (!a.startsWith('-')) {
    opts.positional.push(a);
    continue;
  }
  let [k, v] = a.includes('=')
    ? [a.slice(0, a.indexOf('=')), a.slice(a.indexOf('=') + 1)]
    : [a, undefined];
  const val = () => v ?? argv[++i];
  switch (k) {
    case '--extensionDevelopmentPath':
      opts.dev.push(val());
      break;
    case '--extensionTestsPath':
      opts.tests = val();
      break;
    case '--user-data-dir':
      opts.userDataDir = val();
      break;
    case '--extensions-dir':
      opts.extensionsDir = val();
      break;
    case '--folder-uri':
    case '--file-uri':
      opts.positional.push(val().replace(/^file:\/\//, ''));
      break;
    case '--disable-extensions':
      opts.disableExtensions = true;
      break;
    case '--timeout':
      opts.timeout = Number(val());
      break;
    case '--version':
      console.log('1.139.1 (code-server 4.139.1)');
      process.exit(0);
    default:
      break; // --no-sandbox, --disable-gpu, --disable-updates, --skip-welcome, ...: nothing to do here
  }
}
const verbose = !!process.env.VSH_VERBOSE;
const timeout = opts.timeout ?? Number(process.env.VSH_TIMEOUT ?? 300000);
const { chromium } = createRequire(import.meta.url)('playwright-core');
const toUri = (authority, p) =>
  /^[a-z-]+:\/\//.test(p) ? p : `vscode-remote://${authority}${path.resolve(p)}`;

const tmp = mkdtempSync(path.join(os.tmpdir(), 'vsh-'));
const resultFile = path.join(tmp, 'result');
let server,
  browser,
  finished = false;
async function finish(code) {
  if (finished) return;
  finished = true;
  await browser?.close().catch(() => {});
  await server?.stop().catch(() => {});
  const result = existsSync(resultFile) ? readFileSync(resultFile, 'utf8') : undefined;
  rmSync(tmp, { recursive: true, force: true });
  if (opts.tests && code === 0 && result !== 'passed') {
    console.error('extension host ended before the suite did (result: ' + (result ?? 'none') + ')');
    code = 1;
  }
  process.exit(code);
}
for (const s of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(s, () => finish(130));
process.on('unhandledRejection', (e) => {
  console.error(e);
  finish(1);
});

server = await startServer({
  automation: true,
  userDataDir: opts.userDataDir,
  extensionsDir: opts.extensionsDir,
  env: {
    ...process.env,
    VSH_SUITE: opts.tests && path.resolve(opts.tests),
    VSH_RESULT: resultFile,
  },
  log: (s) => verbose && process.stderr.write('[server] ' + s),
});
server.proc.on('exit', (c) => {
  if (!finished) {
    console.error('code-server exited early: ' + c);
    finish(1);
  }
});
browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
// No traffic to the outside: the marketplace call fails at once instead of waiting for DNS.
await page.route(
  (u) => /^https?:$/.test(u.protocol) && u.host !== server.authority,
  (r) => r.abort(),
);
const noise = /^(ERR |INFO |WARN )/;
await page.exposeFunction('codeAutomationLog', (type, args) => {
  if (verbose) console.error('[automation]', type, ...args);
});
await page.exposeFunction('codeAutomationExit', async (code, logs) => {
  for (const l of logs ?? []) {
    const f = path.join(server.userDataDir, 'renderer-logs', l.relativePath);
    mkdirSync(path.dirname(f), { recursive: true });
    writeFileSync(f, l.contents);
  }
  if (process.env.VSH_SHOT) await page.screenshot({ path: process.env.VSH_SHOT }).catch(() => {});
  setTimeout(() => finish(code), 200); // let pending console events arrive
});
let chain = Promise.resolve();
page.on('console', (m) => {
  const type = m.type();
  chain = chain
    .then(async () => {
      const text = m.text();
      if (text.startsWith('%c[Extension Host] %c')) {
        const a = await Promise.all(m.args().map((h) => h.jsonValue().catch(() => String(h))));
        const line = format(
          String(a[0]).replace('%c[Extension Host] %c', '').replace(/%c/g, ''),
          ...a.slice(3),
        );
        (type === 'error' || type === 'warning' ? process.stderr : process.stdout).write(
          line + '\n',
        );
      } else if (verbose) console.error('[page]', type, text);
    })
    .catch(() => {});
});
page.on('crash', () => {
  console.error('page crashed');
  finish(1);
});
page.on('pageerror', (e) => verbose && console.error('[pageerror]', e));
setTimeout(() => {
  console.error(`timed out after ${timeout} ms`);
  finish(124);
}, timeout).unref();

const payload = [
  ...opts.dev.map((p) => ['extensionDevelopmentPath', toUri(server.authority, p)]),
  ...(opts.tests
    ? [
        [
          'extensionTestsPath',
          toUri(
            server.authority,
            path.join(
              import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname),
              'suite-wrapper.cjs',
            ),
          ),
        ],
      ]
    : []),
  ['debugId', 'harness'],
  ['enableProposedApi', ''],
  ['skipWelcome', 'true'],
  ['skipReleaseNotes', 'true'],
  ...(opts.disableExtensions ? [['disableExtensions', 'true']] : []),
];
const target = opts.positional[0] && path.resolve(opts.positional[0]);
const q = new URLSearchParams();
if (target) q.set(target.endsWith('.code-workspace') ? 'workspace' : 'folder', target);
else q.set('ew', 'true');
q.set('payload', JSON.stringify(payload));
await page.goto(`${server.url}/?${q}`);
