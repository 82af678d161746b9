import type { Column } from '../../engine/table';
import { UTF8 } from '../charset';
import { ColumnBuilder } from '../column-builder';
import type { ProblemLog } from '../problem-log';
import { LeafKind, NO_PATH, ROOT } from './json-batch';
import type { JsonBatch } from './json-batch';
import type { JsonScanner } from './json-scanner';
import { LeafSort } from './leaf-sort';

interface PathColumn {
  readonly name: string;
  readonly path: number;
  /** Made for the first value that is not null. */
  builder: ColumnBuilder | undefined;
}

const NONE = -1;

/** The columns of JSON rows: one per path of a leaf, in order of first appearance. */
export class JsonColumns {
  readonly #scanner: JsonScanner;
  readonly #problems: ProblemLog;
  readonly #columns: PathColumn[] = [];
  readonly #sort = new LeafSort();
  /** Column per path; NONE where there is none yet. */
  #columnOf = new Int32Array(64).fill(NONE);

  constructor(scanner: JsonScanner, problems: ProblemLog) {
    this.#scanner = scanner;
    this.#problems = problems;
  }

  /** Enters the rows of the scanner's batch, the first of which is row `firstRow` of the table. */
  take(firstRow: number): void {
    const { batch } = this.#scanner;
    this.#nameColumns(batch, firstRow);
    const sort = this.#sort;
    sort.byColumn(batch, this.#columnOf, this.#columns.length, firstRow);
    this.#columns.forEach((column, index) => {
      const from = sort.first(index);
      const to = sort.first(index + 1);
      if (from === to) return;
      column.builder ??= new ColumnBuilder();
      column.builder.addValues(batch.bytes, sort.values, from, to);
    });
  }

  /**
   * The columns of a table of `rows` rows. A path that was only ever null is a column of empty cells, unless it has
   * members of its own elsewhere.
   */
  finish(rows: number): Column[] {
    const { paths, names } = this.#scanner;
    const parents = new Set<number>();
    for (const { path } of this.#columns) {
      for (let at = path; at !== ROOT; at = paths.parent(at)) {
        parents.add(names.canonical(paths.parent(at)));
      }
    }
    return this.#columns
      .filter(({ path, builder }) => builder !== undefined || !parents.has(path))
      .map(({ name, builder }, index) =>
        (builder ?? new ColumnBuilder()).finish(index, name, rows, UTF8),
      );
  }

  #nameColumns(batch: JsonBatch, firstRow: number): void {
    const { paths } = this.#scanner;
    if (paths.count > this.#columnOf.length) {
      const larger = new Int32Array(paths.count * 2).fill(NONE);
      larger.set(this.#columnOf);
      this.#columnOf = larger;
    }
    const { leafPaths, leafKinds, rowLeaves, rows } = batch;
    const columnOf = this.#columnOf;
    const leaves = rowLeaves[rows]!;
    for (let leaf = 0; leaf < leaves; leaf++) {
      const path = leafPaths[leaf]!;
      if (path === NO_PATH) continue;
      if (columnOf[path] === NONE) columnOf[path] = this.#columnFor(path);
      if ((leafKinds[leaf]! & LeafKind.longInteger) !== 0)
        this.#checkInteger(batch, leaf, firstRow);
    }
  }

  #columnFor(path: number): number {
    const { names } = this.#scanner;
    const canonical = names.canonical(path);
    const known = this.#columnOf[canonical]!;
    if (known !== NONE) return known;
    const column = this.#columns.length;
    this.#columns.push({ name: names.name(canonical), path: canonical, builder: undefined });
    this.#columnOf[canonical] = column;
    return column;
  }

  #checkInteger(
    { bytes, leafStarts, leafEnds, rowLeaves, rowLines }: JsonBatch,
    leaf: number,
    firstRow: number,
  ): void {
    const text = UTF8.decode(bytes.subarray(leafStarts[leaf], leafEnds[leaf]));
    if (Number.isSafeInteger(Number(text))) return;
    let at = 0;
    while (rowLeaves[at + 1]! <= leaf) at++;
    const line = rowLines[at]!;
    this.#problems.add(
      'big-integer',
      'warning',
      () =>
        `Line ${line + 1} has the integer \`${text}\`, which many programs would round: it is read and written exactly as it stands.`,
      { row: firstRow + at, line },
    );
  }
}
