// The extension as people get it: one .vsix file.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { PROJECT } from './paths.mjs';

/**
 * Packages what is built in dist/.
 * @param {string} folder where the file is put
 * @returns {Promise<string>} the path of the .vsix
 */
export async function packageExtension(folder) {
  mkdirSync(folder, { recursive: true });
  const packagePath = path.join(folder, 'ballast.vsix');
  await createVSIX({
    cwd: PROJECT,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return packagePath;
}
