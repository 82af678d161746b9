import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseRecipeFile, type RecipeFile } from '../engine/recipe/recipe-file';
import { nameParts } from './writing/name-parts';

/** Files are made from files at most this often. */
const MOST = 50;

/**
 * The receipts of the files that a file was made from, the nearest first: `<stem>.recipe.json` beside each file says
 * which file was written and from what. A recipe that cannot be read, or is of another file, ends the line.
 */
export function ancestorsOf(folder: string, name: string): RecipeFile[] {
  const found: RecipeFile[] = [];
  const seen = new Set<string>();
  for (let current = name; found.length < MOST && !seen.has(current);) {
    seen.add(current);
    const receipt = receiptOf(join(folder, `${nameParts(current).stem}.recipe.json`), current);
    if (!receipt) break;
    found.push(receipt);
    current = receipt.source.path;
  }
  return found;
}

/** The receipt in a recipe file, when it is of the file of that name. */
function receiptOf(path: string, name: string): RecipeFile | undefined {
  if (dirname(name) !== '.' || !existsSync(path)) return undefined;
  try {
    const text = readFileSync(path, 'utf8');
    parseRecipeFile(text);
    const receipt = JSON.parse(text) as RecipeFile;
    return receipt.written.path === name && isReceipt(receipt) ? receipt : undefined;
  } catch {
    return undefined;
  }
}

/** Recipes written by hand have no receipt. */
function isReceipt(receipt: Partial<RecipeFile>): boolean {
  const { source, rows, steps, tool } = receipt;
  return (
    typeof source?.path === 'string' &&
    typeof source.sha256 === 'string' &&
    typeof rows?.made === 'number' &&
    Array.isArray(steps) &&
    steps.every(({ values }) => typeof values === 'object') &&
    typeof tool?.name === 'string'
  );
}
