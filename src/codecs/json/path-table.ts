import { LONGEST_KEY, MOST_PATH, NO_PATH, ROOT } from './json-batch';

/**
 * Numbers the paths of members, from 1 in order of first appearance; 0 is the row's own object. A path is its parent
 * and a key as written: two spellings of one key are two paths.
 */
export interface PathTable {
  /** Paths there are, the root included. */
  readonly count: number;
  parent(path: number): number;
  /** The key as written, without its quotes. */
  key(path: number): Uint8Array;
  /** The path of a key that is bytes [start, end) of what the batch holds; NO_PATH for one that is too long. */
  pathOf(parent: number, bytes: Uint8Array, start: number, end: number): number;
  /** Objects at this path are one cell from now on. */
  close(path: number): void;
  /** Whether members of an object at this path have paths of their own. */
  isOpen(path: number): boolean;
  /** Whether an object at this path is one cell because it lies too deep. */
  isDeep(path: number): boolean;
}

interface Path {
  readonly parent: number;
  readonly depth: number;
  readonly key: Uint8Array;
  readonly children: Map<string, number>;
  closed: boolean;
  /** The path that came next the last time: most rows repeat the keys of the row before. */
  next: number;
}

/** The paths of the scanner in TypeScript. */
export class TwinPaths implements PathTable {
  readonly #paths: Path[] = [];
  #last = ROOT;

  constructor() {
    this.#add(ROOT, 0, new Uint8Array(0));
  }

  get count(): number {
    return this.#paths.length;
  }

  parent(path: number): number {
    return this.#paths[path]!.parent;
  }

  key(path: number): Uint8Array {
    return this.#paths[path]!.key;
  }

  pathOf(parent: number, bytes: Uint8Array, start: number, end: number): number {
    if (end - start > LONGEST_KEY) return NO_PATH;
    const last = this.#paths[this.#last]!;
    const expected = this.#paths[last.next]!;
    if (last.next !== ROOT && expected.parent === parent && same(expected.key, bytes, start, end)) {
      return (this.#last = last.next);
    }
    const { children, depth } = this.#paths[parent]!;
    const key = bytes.slice(start, end);
    const spelled = String.fromCharCode.apply(null, key as unknown as number[]);
    let path = children.get(spelled);
    if (path === undefined) {
      path = this.#add(parent, depth + 1, key);
      children.set(spelled, path);
    }
    last.next = path;
    return (this.#last = path);
  }

  close(path: number): void {
    this.#paths[path]!.closed = true;
  }

  isOpen(path: number): boolean {
    return !this.#paths[path]!.closed;
  }

  isDeep(path: number): boolean {
    return this.#paths[path]!.depth >= MOST_PATH;
  }

  /** The first key of a row is expected to be that of the row before. */
  startRow(): void {
    this.#last = ROOT;
  }

  #add(parent: number, depth: number, key: Uint8Array): number {
    const closed = depth >= MOST_PATH;
    this.#paths.push({ parent, depth, key, children: new Map(), closed, next: ROOT });
    return this.#paths.length - 1;
  }
}

function same(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (key.length !== end - start) return false;
  for (let i = 0; i < key.length; i++) if (key[i] !== bytes[start + i]) return false;
  return true;
}
