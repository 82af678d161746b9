import { ROOT } from './json-batch';
import type { PathTable } from './path-table';
import { jsonText } from './unescape';

/** Joins the keys of a path to a column's name: `meta.source`. A dot or backslash within a key gets a backslash. */
export function pathName(keys: readonly string[]): string {
  return keys.map(escapedKey).join('.');
}

function escapedKey(key: string): string {
  return key.replace(/[.\\]/g, '\\$&');
}

/** The keys of a path from a column's name; the opposite of `pathName`. */
export function pathKeys(name: string): string[] {
  const keys = [''];
  for (const [part] of name.matchAll(/\\.|[^\\.]+|\\|\./gsu)) {
    if (part === '.') keys.push('');
    else keys[keys.length - 1] += part.length > 1 && part.startsWith('\\') ? part.slice(1) : part;
  }
  return keys;
}

/** The names of the paths of a table: two spellings of a key (`é` and `\u00e9`) are two paths with one name. */
export class PathNames {
  readonly #paths: PathTable;
  readonly #names: string[] = [''];
  readonly #canonical: number[] = [ROOT];
  readonly #byName = new Map<string, number>();

  constructor(paths: PathTable) {
    this.#paths = paths;
  }

  /** Of the paths with the same name, the one that was there first. */
  canonical(path: number): number {
    if (path >= this.#canonical.length) this.#learn();
    return this.#canonical[path]!;
  }

  /** The name of the column that a path stands for. */
  name(path: number): string {
    if (path >= this.#names.length) this.#learn();
    return this.#names[path]!;
  }

  #learn(): void {
    const paths = this.#paths;
    for (let path = this.#names.length; path < paths.count; path++) {
      const parent = paths.parent(path);
      const raw = paths.key(path);
      const key = escapedKey(jsonText(raw, 0, raw.length));
      const name = parent === ROOT ? key : `${this.#names[parent]!}.${key}`;
      const known = this.#byName.get(name);
      this.#names.push(name);
      this.#canonical.push(known ?? path);
      if (known === undefined) this.#byName.set(name, path);
    }
  }
}
