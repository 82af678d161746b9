// Finds a browser that can show the editor, and starts it headless.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { CACHE } from './paths.mjs';

/**
 * @typedef {object} Browser
 * @property {string} executablePath
 * @property {Record<string, string>} env what it needs in its environment besides the usual
 */

/** Where Chrome and Chromium usually are, by platform. */
const INSTALLED = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

const SYSTEM_FONTS = ['/usr/share/fonts', '/usr/local/share/fonts'];

const FLAGS = [
  '--no-sandbox', // containers run as root
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The path of a program that is given by path or by a name to look for in $PATH; undefined when there is none.
 * @param {string} program
 */
function locate(program) {
  const folders = path.isAbsolute(program) ? [''] : (process.env.PATH ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file));
}

/**
 * Whether the program is there with all its libraries.
 * @param {Browser} browser
 */
function runs({ executablePath, env }) {
  // Chrome for Windows opens a window instead of printing its version.
  if (process.platform === 'win32') return true;
  return spawnSync(executablePath, ['--version'], { env: { ...process.env, ...env } }).status === 0;
}

/** @returns {Browser | undefined} */
function installedBrowser() {
  const programs = (INSTALLED[process.platform] ?? []).map(locate);
  return programs
    .filter((executablePath) => executablePath !== undefined)
    .map((executablePath) => ({ executablePath, env: {} }))
    .find(runs);
}

/**
 * Names the fonts of the system and those of the package. The package's own list knows other folders only, and a
 * Chromium without any font hangs as soon as it draws an editor.
 * @returns {string} the fontconfig file
 */
function writeFonts() {
  const file = path.join(CACHE, 'fonts.conf');
  const folders = [...SYSTEM_FONTS, path.join(CACHE, 'fonts')];
  const dirs = folders.map((folder) => `<dir>${folder}</dir>`).join('');
  const cache = path.join(CACHE, 'fonts-cache');
  writeFileSync(file, `<fontconfig>${dirs}<cachedir>${cache}</cachedir></fontconfig>\n`);
  return file;
}

/**
 * The Chromium inside the npm package @sparticuz/chromium, with the libraries (NSS, expat) it brings for machines that
 * have none. It unpacks them only when it believes to run in a cloud function, and all of it into the temporary folder.
 * @returns {Promise<Browser>}
 */
async function packagedChromium() {
  mkdirSync(CACHE, { recursive: true });
  const before = { ...process.env };
  Object.assign(process.env, { TMPDIR: CACHE, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' });
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    const executablePath = await packaged.executablePath();
    const libraries = path.join(CACHE, 'al2023', 'lib');
    return { executablePath, env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: writeFonts() } };
  } finally {
    for (const key of ['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      if (before[key] === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = before[key];
    }
  }
}

/** Debian's own Chromium, where we may install it. */
function installFromDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  if (spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.log('Installing Chromium with apt-get ...');
  const options = { stdio: /** @type {const} */ (['ignore', 'ignore', 'inherit']) };
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  return true;
}

/**
 * $CHROMIUM, else an installed Chrome or Chromium, else the one from npm, else (as root on Debian) one from apt.
 * @returns {Promise<Browser>}
 * @throws {Error} with the one command that is missing
 */
export async function findBrowser() {
  const { CHROMIUM } = process.env;
  if (CHROMIUM) return { executablePath: CHROMIUM, env: {} };
  const found = installedBrowser();
  if (found) return found;
  if (process.platform === 'linux' && process.arch === 'x64') {
    const packaged = await packagedChromium();
    if (runs(packaged)) return packaged;
  }
  const fromDebian = installFromDebian() ? installedBrowser() : undefined;
  if (fromDebian) return fromDebian;
  throw new Error(
    'No Chrome or Chromium was found. Install one (on Debian: apt-get install -y chromium), or set CHROMIUM to its path.',
  );
}

/**
 * Starts a headless browser.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  const { executablePath, env } = await findBrowser();
  return chromium.launch({ executablePath, env: { ...process.env, ...env }, args: FLAGS });
}
