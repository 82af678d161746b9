import { EngineError } from '../../engine/problems';
import { ROOT } from './json-batch';
import type { PathTable } from './path-table';
import { t } from '../../engine/language';

/** Paths, each with the number of its object's path. */
export type PathTree = Pick<PathTable, 'count' | 'parent'>;

/** Different keys of rows up to which a file is read. */
const MOST_KEYS = 20_000;
/** Different keys of the objects at one path up to which each key is a column. */
const MOST_MEMBERS = 1000;
/** Paths below the rows' own keys up to which each is a column. */
const MOST_NESTED = 4000;

/**
 * The path whose objects should be one cell each, because their keys seem to be values (`{"scores": {"u17": 3}}`);
 * undefined when there are not too many. @throws EngineError too-large when the rows' own keys are too many
 */
export function crowdedPath(paths: PathTree): number | undefined {
  const { count } = paths;
  if (count <= MOST_MEMBERS) return undefined;
  const members = new Uint32Array(count);
  for (let path = 1; path < count; path++) members[paths.parent(path)]!++;
  if (members[ROOT]! > MOST_KEYS) {
    throw new EngineError(
      'too-large',
      t`The rows have more than ${MOST_KEYS.toLocaleString('en')} different keys: keys seem to be values in this file.`,
    );
  }
  let most = ROOT;
  for (let path = 1; path < count; path++) {
    if (members[path]! > (most === ROOT ? 0 : members[most]!)) most = path;
  }
  const nested = count - 1 - members[ROOT]!;
  return members[most]! > MOST_MEMBERS || nested > MOST_NESTED ? most : undefined;
}

/** The keys from the row's own object to a path, as written. */
export function keysTo(paths: PathTable, path: number): Uint8Array[] {
  const keys: Uint8Array[] = [];
  for (let at = path; at !== ROOT; at = paths.parent(at)) keys.unshift(paths.key(at));
  return keys;
}

/** Makes the objects at a path, given by its keys, one cell each. */
export function closePath(paths: PathTable, keys: readonly Uint8Array[]): void {
  let path = ROOT;
  for (const key of keys) path = paths.pathOf(path, key, 0, key.length);
  paths.close(path);
}
