import { pathKeys, pathName, type PathNames } from './path-names';
import type { PathTable } from './path-table';

/** A column of JSON rows: a path of keys to values that are cells. */
export interface PathColumn {
  readonly name: string;
  /** Place in row keys: of the name alone, since columns have no order before all of a file is read. */
  readonly keyNumber: number;
}

const NONE = -1;

/** The columns of JSON rows: one per path of a leaf, in order of first appearance. */
export class PathColumns {
  readonly list: PathColumn[] = [];
  readonly #paths: PathTable;
  readonly #names: PathNames;
  /** Column per path; NONE where there is none yet. */
  #columns = new Int32Array(64).fill(NONE);

  constructor({ paths, names }: { readonly paths: PathTable; readonly names: PathNames }) {
    this.#paths = paths;
    this.#names = names;
  }

  /** Column per path; NONE for those that were not asked for. Valid until the next `columnFor`. */
  get byPath(): Int32Array {
    this.#reserve();
    return this.#columns;
  }

  /** The column of a path, a new one if need be; two spellings of a key have one column. */
  columnFor(path: number): number {
    this.#reserve();
    const canonical = this.#names.canonical(path);
    let column = this.#columns[canonical]!;
    if (column === NONE) {
      const name = this.#names.name(canonical);
      column = this.list.push({ name, keyNumber: keyNumber(name) }) - 1;
      this.#columns[canonical] = column;
    }
    this.#columns[path] = column;
    return column;
  }

  #reserve(): void {
    const { count } = this.#paths;
    if (count <= this.#columns.length) return;
    const larger = new Int32Array(count * 2).fill(NONE);
    larger.set(this.#columns);
    this.#columns = larger;
  }
}

/** A hash of a column's name (FNV-1a) of 31 bits: equal ones cost a look at rows and change nothing. */
export function keyNumber(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 1;
}

/** Names of all objects in which the columns of some names lie. */
export function parentNames(names: readonly string[]): Set<string> {
  const parents = new Set<string>();
  for (const name of names) {
    const keys = pathKeys(name);
    for (let length = keys.length - 1; length > 0; length--) {
      const parent = pathName(keys.slice(0, length));
      if (parents.has(parent)) break;
      parents.add(parent);
    }
  }
  return parents;
}
