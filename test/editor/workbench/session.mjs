// One editor server with the packaged extension, and one browser, for all tests of the workbench.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from '../../vscode/browser.mjs';
import { packageExtension } from '../../vscode/extension.mjs';
import { PROJECT } from '../../vscode/paths.mjs';
import { startServer } from '../../vscode/server.mjs';
import { temporaryFolder } from '../../vscode/temporary.mjs';
import { SHOTS, Workbench } from './workbench.mjs';

/** How long a locator may wait. An idle machine opens a workbench in 3 seconds; this is for a crowded one. */
const PATIENCE_MS = 60_000;

/**
 * @typedef {object} Session
 * @property {import('../../vscode/server.mjs').Server} server
 * @property {import('playwright-core').Browser} browser
 * @property {{ path: string, remove: () => void }} folder
 */

/** @type {Session | undefined} */
let session;
let workspaces = 0;

/** Starts server and browser; ends what was started when one of them fails. */
export async function startSession() {
  const folder = temporaryFolder('bal-work');
  mkdirSync(SHOTS, { recursive: true });
  try {
    const vsix = packageExtension(folder.path);
    const server = await startServer({
      extensions: [vsix],
      // In a browser the editor would save by itself what a test leaves unsaved.
      settings: { 'files.autoSave': 'off' },
      log: (text) => process.env.EDITOR_LOG && process.stderr.write(text),
    });
    try {
      session = { server, browser: await launchBrowser(), folder };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** Ends what startSession() started. */
export async function endSession() {
  await session?.browser.close();
  await session?.server.stop();
  session?.folder.remove();
  session = undefined;
}

/**
 * Puts pictures of all open windows into test/shots.
 * @param {string} title of the test that failed
 */
export async function showFailure(title) {
  const pages = session?.browser.contexts().flatMap((context) => context.pages()) ?? [];
  for (const [index, page] of pages.entries()) {
    const file = path.join(SHOTS, `failed-${title.replace(/\W+/g, '-')}-${index + 1}.png`);
    await page.screenshot({ path: file });
    console.log(`      see ${path.relative(PROJECT, file)}`);
  }
}

/**
 * Opens a workbench on a new folder with these files, in a browser profile of its own.
 * @param {Readonly<Record<string, string | Buffer>>} files by name
 * @param {Readonly<Record<string, unknown>>} [settings] of the folder
 * @returns {Promise<Workbench>}
 */
export async function openWorkbench(files, settings = {}) {
  if (!session) throw new Error('startSession() comes first.');
  const { browser, server } = session;
  workspaces += 1;
  const folder = path.join(session.folder.path, `workspace-${workspaces}`);
  mkdirSync(path.join(folder, '.vscode'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const workbench = new Workbench(page, folder, server.authority);
  workbench.writeSettings(settings);
  await workbench.open();
  return workbench;
}
