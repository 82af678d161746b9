// The extension as people get it: one .vsix file.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from './paths.mjs';

const VSCE = path.join(PROJECT, 'node_modules/@vscode/vsce/vsce');

/**
 * Packages what is built in dist/, as `npm run package` does, without its report.
 * @param {string} folder where the file is put
 * @returns {string} the path of the .vsix
 * @throws {Error} with the words of vsce when it refuses
 */
export function packageExtension(folder) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'ballast.vsix');
  const options = [
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
  ];
  const done = spawnSync(process.execPath, [VSCE, 'package', ...options, '--out', file], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  if (done.status !== 0) {
    throw new Error(`The extension could not be packaged:\n${done.stdout}${done.stderr}`);
  }
  return file;
}
