#!/usr/bin/env node
// Stands in for the VS Code executable of @vscode/test-electron: opens the workbench of code-server in a headless browser,
// runs the suite in its extension host, prints the host's console and ends with the suite's exit code.
// Environment: EDITOR_LOG=1 prints what the server says; EDITOR_TIMEOUT is in milliseconds.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from './browser.mjs';
import { mirrorExtensionHost } from './extension-host-console.mjs';
import { parseLaunchOptions } from './launch-options.mjs';
import { HARNESS, VSCODE } from './paths.mjs';
import { startServer } from './server.mjs';
import { temporaryFolder } from './temporary.mjs';

const options = parseLaunchOptions(process.argv.slice(2));
const timeout = Number(process.env.EDITOR_TIMEOUT ?? 900_000);

if (options.version) {
  const { version } = JSON.parse(readFileSync(path.join(VSCODE, 'package.json'), 'utf8'));
  console.log(version);
} else {
  process.exit(await run());
}

/**
 * The address of the workbench with extensions under development and a suite to run.
 * @param {string} authority
 * @returns {string}
 */
function workbenchAddress(authority) {
  const remote = (/** @type {string} */ file) => `vscode-remote://${authority}${file}`;
  const payload = [
    ...options.development.map((folder) => ['extensionDevelopmentPath', remote(folder)]),
    ['extensionTestsPath', remote(path.join(HARNESS, 'suite-wrapper.cjs'))],
    ['debugId', 'ballast'],
    ['enableProposedApi', ''],
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
    ...(options.disableExtensions ? [['disableExtensions', 'true']] : []),
  ];
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (!options.target) query.set('ew', 'true');
  else
    query.set(options.target.endsWith('.code-workspace') ? 'workspace' : 'folder', options.target);
  return `http://${authority}/?${query}`;
}

/**
 * Runs the suite.
 * @returns {Promise<number>} 0 when it said that it passed, 124 when time ran out
 */
async function run() {
  if (!options.tests) throw new Error('--extensionTestsPath is missing: there is no suite to run.');
  const folder = temporaryFolder('bal-run');
  const result = path.join(folder.path, 'result');
  const server = await startServer({
    automation: true,
    userDataDir: options.userDataDir,
    extensionsDir: options.extensionsDir,
    env: { BALLAST_SUITE: options.tests, BALLAST_SUITE_RESULT: result },
    log: (text) => process.env.EDITOR_LOG && process.stderr.write(text),
  });
  const browser = await launchBrowser();
  let limit;
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    // Nothing goes outside: what asks for the marketplace fails at once instead of waiting for a name server.
    await page.route(
      (url) => /^https?:$/.test(url.protocol) && url.host !== server.authority,
      (route) => route.abort(),
    );
    const consoleIsPrinted = mirrorExtensionHost(page);
    await page.exposeFunction('codeAutomationLog', () => {});
    /** @type {Promise<number>} */
    const ended = new Promise((resolve) => {
      page.exposeFunction('codeAutomationExit', resolve);
      page.on('crash', () => resolve(70));
      server.ended.then(() => resolve(71));
      process.on('SIGINT', () => resolve(130));
      process.on('SIGTERM', () => resolve(143));
      limit = setTimeout(() => resolve(124), timeout);
    });
    await page.goto(workbenchAddress(server.authority));
    const code = await ended;
    await consoleIsPrinted();
    // VS Code ends with 0 too when its extension host was killed: only the suite's own word counts.
    const said = existsSync(result) ? readFileSync(result, 'utf8') : 'nothing';
    if (code === 0 && said !== 'passed') {
      console.error(`The extension host ended before the suite did (it said: ${said}).`);
      return 1;
    }
    if (code === 124) console.error(`The suite did not end within ${timeout} ms.`);
    return code;
  } finally {
    clearTimeout(limit);
    await browser.close();
    await server.stop();
    folder.remove();
  }
}
