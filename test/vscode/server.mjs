// Starts code-server: Visual Studio Code behind an address of this machine, with folders of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installExtensions, writeConfiguration } from './cli.mjs';
import { serverEnvironment, serverNode } from './environment.mjs';
import { SERVER_ENTRY } from './paths.mjs';
import { QUIET_SETTINGS } from './settings.mjs';
import { temporaryFolder } from './temporary.mjs';

const START_LIMIT_MS = 240_000;
const STOP_LIMIT_MS = 4_000;

/**
 * @typedef {object} ServerOptions
 * @property {boolean} [automation] answer the workbench's own test entry; hides notification toasts
 * @property {readonly string[]} [extensions] .vsix files to install first
 * @property {string} [userDataDir] a temporary folder when not given
 * @property {string} [extensionsDir] inside the temporary folder when not given
 * @property {Readonly<Record<string, unknown>>} [settings] user settings on top of the quiet ones
 * @property {Readonly<Record<string, string | undefined>>} [env] for the extension host
 * @property {(text: string) => void} [log] hears what the server prints
 */

/**
 * @typedef {object} Server
 * @property {string} url http://127.0.0.1:port
 * @property {string} authority 127.0.0.1:port
 * @property {string} userDataDir
 * @property {Promise<number | null>} ended the exit code, when the server ends
 * @property {() => Promise<void>} stop ends all its processes and removes its temporary folder
 */

/**
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} server
 * @param {(text: string) => void} log
 * @returns {Promise<string>} the address it listens on
 */
function listening(server, log) {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (/** @type {string} */ what) => reject(new Error(`${what}\n${printed}`));
    const limit = setTimeout(() => fail('code-server did not start.'), START_LIMIT_MS);
    const read = (/** @type {Buffer} */ chunk) => {
      log(String(chunk));
      printed += chunk;
      const address = /HTTP server listening on (http:\/\/[^\s/]+)/.exec(printed)?.[1];
      if (!address) return;
      clearTimeout(limit);
      resolve(address);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('exit', (code) => fail(`code-server ended with code ${code}.`));
  });
}

/**
 * Ends a process and all it started: first asks, then insists.
 * @param {number} group
 * @param {Promise<unknown>} ended
 */
async function endGroup(group, ended) {
  const signal = (/** @type {NodeJS.Signals} */ name) => {
    try {
      process.kill(-group, name);
    } catch {
      // Nobody is left in the group.
    }
  };
  signal('SIGTERM');
  let limit;
  await Promise.race([
    ended,
    new Promise((resolve) => {
      limit = setTimeout(resolve, STOP_LIMIT_MS);
    }),
  ]);
  clearTimeout(limit);
  signal('SIGKILL');
}

/**
 * Starts the editor's server on a free port of 127.0.0.1: no telemetry, no gallery, no trust dialog.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer({
  automation = false,
  extensions = [],
  userDataDir,
  extensionsDir,
  settings = {},
  env = {},
  log = () => {},
} = {}) {
  const own = temporaryFolder('bal');
  const userData = userDataDir ?? path.join(own.path, 'data');
  const extensionsFolder = extensionsDir ?? path.join(own.path, 'extensions');
  const temporary = path.join(own.path, 'tmp');
  for (const folder of [path.join(userData, 'User'), extensionsFolder, temporary]) {
    mkdirSync(folder, { recursive: true });
  }
  const settingsFile = path.join(userData, 'User', 'settings.json');
  if (!existsSync(settingsFile)) {
    writeFileSync(settingsFile, JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
  }
  installExtensions(extensions, { userData, extensions: extensionsFolder });

  const server = spawn(
    serverNode(),
    [
      SERVER_ENTRY,
      ...['--config', writeConfiguration(own.path), '--auth', 'none'],
      ...['--bind-addr', '127.0.0.1:0'],
      ...['--user-data-dir', userData, '--extensions-dir', extensionsFolder],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      ...['--disable-getting-started-override', '--ignore-last-opened', '--disable-proxy'],
      ...['--vscode-option', 'force-disable-user-env'],
      ...(automation ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // VS Code leaves sockets in the temporary folder: it gets one that we remove.
      env: serverEnvironment({ TMPDIR: temporary, ...env }),
      detached: true,
    },
  );
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const stop = async () => {
    if (server.pid !== undefined) await endGroup(server.pid, ended);
    own.remove();
  };
  try {
    const url = await listening(server, log);
    return { url, authority: url.replace('http://', ''), userDataDir: userData, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
