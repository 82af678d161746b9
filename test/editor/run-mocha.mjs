// Runs test files with mocha and counts, inside the extension host and outside.
import Mocha from 'mocha';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} files with a failed test or hook
 */

/**
 * @param {readonly string[]} files
 * @param {object} options
 * @param {number} options.timeout of one test, in milliseconds
 * @param {boolean} [options.modules] the files are ES modules
 * @param {import('mocha').RootHookObject} [options.rootHooks]
 * @returns {Promise<Counts>}
 */
export async function runMocha(files, { timeout, modules = false, rootHooks = {} }) {
  const grep = process.env.MOCHA_GREP;
  const mocha = new Mocha({
    ui: 'bdd',
    color: false,
    timeout,
    rootHooks,
    ...(grep ? { grep } : {}),
  });
  // A test that somebody left switched on alone would hide all others.
  mocha.forbidOnly();
  mocha.forbidPending();
  for (const file of files) mocha.addFile(file);
  if (modules) {
    mocha.lazyLoadFiles(true);
    await mocha.loadFilesAsync();
  }
  const broken = new Set();
  return new Promise((resolve) => {
    const runner = mocha.run((failed) =>
      resolve({ passed: runner.stats?.passes ?? 0, failed, files: [...broken] }),
    );
    runner.on('fail', (test) => broken.add(test.file));
  });
}
