// Runs test files with mocha and counts, inside the extension host and outside.
import Mocha from 'mocha';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 */

/**
 * @param {readonly string[]} files
 * @param {{ timeout: number, modules?: boolean }} options `modules`: the files are ES modules
 * @returns {Promise<Counts>}
 */
export async function runMocha(files, { timeout, modules = false }) {
  const grep = process.env.MOCHA_GREP;
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout, ...(grep ? { grep } : {}) });
  // A test that somebody left switched on alone would hide all others.
  mocha.forbidOnly();
  mocha.forbidPending();
  for (const file of files) mocha.addFile(file);
  if (modules) {
    mocha.lazyLoadFiles(true);
    await mocha.loadFilesAsync();
  }
  return new Promise((resolve) => {
    const runner = mocha.run((failed) => resolve({ passed: runner.stats?.passes ?? 0, failed }));
  });
}
