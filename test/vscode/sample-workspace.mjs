// A folder to open in the editor, with the sample data set that ships with the extension.
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from './paths.mjs';

/**
 * Makes the folder and puts penguins.csv into it.
 * @param {string} parent an existing folder
 * @returns {string} the folder
 */
export function makeSampleWorkspace(parent) {
  const folder = path.join(parent, 'datasets');
  mkdirSync(folder);
  copyFileSync(path.join(PROJECT, 'media/penguins.csv'), path.join(folder, 'penguins.csv'));
  return folder;
}
