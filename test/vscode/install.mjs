// Installs a real Visual Studio Code (code-server) from the npm registry into this folder. Idempotent: a second run
// costs nothing until package-lock.json changes. Run it, or import ensureInstalled().
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUNDLED_NODE, HARNESS, VSCODE } from './paths.mjs';

/** Modules that VS Code logs and watches its parent with; it runs without them. */
const OPTIONAL_NATIVE_MODULES = ['spdlog', 'native-watchdog'];

/**
 * Runs npm without install scripts: the only ones that matter are built below.
 * @param {string} cwd
 * @param {...string} args
 */
function npm(cwd, ...args) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(command, [...args, ...quiet], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

/** The node-gyp that npm carries. */
function nodeGyp() {
  const npmCli =
    process.env.npm_execpath ??
    path.join(
      execFileSync('npm', ['root', '-g'], { encoding: 'utf8' }).trim(),
      'npm/bin/npm-cli.js',
    );
  return path.join(path.dirname(npmCli), '../node_modules/node-gyp/bin/node-gyp.js');
}

/** Builds what can be built; without a compiler the editor only logs a little less. */
function buildNativeModules() {
  if (!existsSync(BUNDLED_NODE)) return;
  const env = { ...process.env, npm_config_nodedir: path.resolve(BUNDLED_NODE, '../..') };
  for (const name of OPTIONAL_NATIVE_MODULES) {
    const cwd = path.join(VSCODE, 'node_modules/@vscode', name);
    const built = spawnSync(BUNDLED_NODE, [nodeGyp(), 'rebuild', '--silent'], { cwd, env });
    if (built.status !== 0) console.warn(`VS Code for the tests: ${name} was not built, harmless.`);
  }
}

/**
 * Installs the editor unless it is there. Takes about 20 seconds and 0.8 GB the first time.
 * @throws when npm cannot install it
 */
export function ensureInstalled() {
  const stamp = path.join(HARNESS, 'node_modules', '.harness-stamp');
  const lock = readFileSync(path.join(HARNESS, 'package-lock.json'), 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing a VS Code for the tests (code-server, once) ...');
  npm(HARNESS, 'ci');
  // Not `npm ci`: the lock file that code-server ships for VS Code does not match its package.json.
  npm(VSCODE, 'install', '--omit=dev', '--no-save');
  buildNativeModules();
  writeFileSync(stamp, lock);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) ensureInstalled();
