import { CellTag } from '../../engine/table/table';
import { charsetFor, isTranscoded, UTF8, type Charset } from '../encodings/charset';
import { sameCell } from '../rows/same-cell';
import { RowKind, jsonBatch, leafTag, NO_PATH } from './json-batch';
import { closePath } from './path-limits';
import { PathNames } from './path-names';
import { TwinPaths } from './path-table';
import { ObjectWalker } from './walk-object';

const NOTHING = new Uint8Array(0);
const NONE = -1;

/** The cells of single rows, given as they stand in the file. */
export class JsonRowCells {
  readonly #paths = new TwinPaths();
  readonly #names = new PathNames(this.#paths);
  readonly #walker = new ObjectWalker(this.#paths, this.#names);
  readonly #wide: Charset | undefined;
  readonly #columns: ReadonlyMap<string, number>;
  /** Column per path; NONE where it has none. */
  readonly #columnOf: number[] = [];
  /** Leaf per column; NONE where the row has none. */
  readonly #leaves: Int32Array;
  #batch = jsonBatch(1, 64);

  /** `encoding` is a charset's name; UTF-16 becomes UTF-8. */
  constructor(
    names: readonly string[],
    closed: readonly (readonly Uint8Array[])[],
    encoding: string,
  ) {
    this.#columns = new Map(names.map((name, index) => [name, index]));
    this.#leaves = new Int32Array(names.length);
    for (const keys of closed) closePath(this.#paths, keys);
    if (isTranscoded(encoding)) this.#wide = charsetFor(encoding);
  }

  /** Finds the cells of a row; one that is no object has none. */
  read(row: Uint8Array): void {
    const bytes = this.#wide === undefined ? row : UTF8.encode(this.#wide.decode(row));
    this.#leaves.fill(NONE);
    for (;;) {
      const batch = this.#batch;
      // Escapes are resolved in place.
      batch.bytes = bytes.slice();
      this.#paths.startRow();
      const kind = this.#walker.walk(bytes, 0, bytes.length, 0, batch, 0);
      if ((kind & RowKind.mask) !== RowKind.object) return;
      if (this.#walker.leaf <= batch.leafPaths.length) break;
      this.#batch = jsonBatch(1, this.#walker.leaf * 2);
    }
    const { leafPaths, leafKinds } = this.#batch;
    for (let leaf = 0; leaf < this.#walker.leaf; leaf++) {
      const path = leafPaths[leaf]!;
      if (path === NO_PATH || leafTag(leafKinds[leaf]!) === CellTag.text) continue;
      const column = (this.#columnOf[path] ??= this.#columnFor(path));
      if (column !== NONE) this.#leaves[column] = leaf;
    }
  }

  /** The value of a cell, escapes resolved; empty where it is missing. */
  cell(column: number): Uint8Array {
    const leaf = this.#leaves[column]!;
    const { bytes, leafStarts, leafEnds } = this.#batch;
    return leaf === NONE ? NOTHING : bytes.subarray(leafStarts[leaf], leafEnds[leaf]);
  }

  /** What a cell is written as; `text` where it is missing. */
  tag(column: number): CellTag {
    const leaf = this.#leaves[column]!;
    return leaf === NONE ? CellTag.text : leafTag(this.#batch.leafKinds[leaf]!);
  }

  /** Whether a cell equals that of another row; by value: 1 equals 1.0 and `NA` equals a missing cell. */
  equals(other: JsonRowCells, column: number, byValue: boolean): boolean {
    const [a, b] = [this.cell(column), other.cell(column)];
    const [tagA, tagB] = [this.tag(column), other.tag(column)];
    if (tagA === tagB && areEqual(a, b)) return true;
    return byValue && sameCell(a, b, tagA, tagB);
  }

  #columnFor(path: number): number {
    return this.#columns.get(this.#names.name(this.#names.canonical(path))) ?? NONE;
  }
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
