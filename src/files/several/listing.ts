import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { CODECS } from '../../codecs';
import { contentName } from '../../codecs/bytes/compression';
import { EngineError } from '../../engine/problems';
import type { RecipeFile } from '../../engine/recipe/recipe-file';
import { t } from '../../engine/language';

/** Folders within folders that are looked into. */
const DEEPEST = 4;
/** Files of one dataset. */
const MOST_FILES = 10_000;

/** The files of a folder that are one dataset, and those beside them that are not. */
export interface Listing {
  /** Paths in the order of their names, numbers by value. */
  readonly paths: readonly string[];
  /** Names of data files of other formats, relative to the folder. */
  readonly others: readonly string[];
  /** Names of data files that Ballast wrote there, relative to the folder. */
  readonly written: readonly string[];
}

/** Whether a path is a folder. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/**
 * The data files of a folder: those of the format that most of its bytes are in. Hidden files, and what was written
 * beside a dataset (results that a recipe names, `.removed.`, `.recipe.json`), are left out. @throws EngineError unreadable, too-large
 */
export function listFolder(folder: string): Listing {
  const found = filesIn(folder, DEEPEST).sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const ours = new Set(found.filter((path) => RECIPE.test(path)).flatMap(writtenBy));
  const written = found.filter((path) => ours.has(path));
  const byFormat = new Map<string, { paths: string[]; bytes: number }>();
  for (const path of found) {
    const format = formatOf(path);
    // When nothing else is there, what was written is what is meant.
    const isOurs = ours.has(path) && written.length < found.filter(formatOf).length;
    if (format === undefined || RECIPE.test(path) || isOurs) continue;
    const group = byFormat.get(format) ?? { paths: [], bytes: 0 };
    group.paths.push(path);
    group.bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    byFormat.set(format, group);
  }
  const [most, ...rest] = [...byFormat.values()].sort((a, b) => b.bytes - a.bytes);
  if (!most) {
    throw new EngineError('unreadable', t`\`${folder}\` holds no data file that can be read.`);
  }
  if (most.paths.length > MOST_FILES) {
    const message = t`\`${folder}\` holds more than ${String(MOST_FILES)} data files: choose a folder within it.`;
    throw new EngineError('too-large', message);
  }
  const others = rest.flatMap(({ paths }) => paths.map((path) => relative(folder, path)));
  return { paths: most.paths, others, written: written.map((path) => relative(folder, path)) };
}

function filesIn(folder: string, depth: number): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 0 ? filesIn(path, depth - 1) : [];
    return entry.isFile() && !/\.removed\.[^.]+(\.[^.]+)?$/.test(entry.name) ? [path] : [];
  });
}

const RECIPE = /\.recipe\.json$/;
/** A recipe of more bytes is none. */
const LARGEST_RECIPE = 64 << 20;

/** The results that a recipe says were written with it. */
function writtenBy(path: string): string[] {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? Infinity) > LARGEST_RECIPE) return [];
  try {
    const { written } = JSON.parse(readFileSync(path, 'utf8')) as Partial<RecipeFile>;
    const results = [written?.path, ...(written?.others ?? []).map((other) => other.path)];
    return results.flatMap((name) => (name === undefined ? [] : [join(dirname(path), name)]));
  } catch {
    // Not one of ours, or not readable: then it says nothing.
    return [];
  }
}

/** The id of the codec that a file's name stands for. */
function formatOf(path: string): string | undefined {
  const extension = extname(contentName(path)).slice(1).toLowerCase();
  return CODECS.find(({ extensions }) => extensions.includes(extension))?.id;
}
