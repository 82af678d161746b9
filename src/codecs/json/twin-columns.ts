import { TwinColumn } from '../columns/twin-column';
import { KeyStore } from '../delimited/columns/key-store';
import type { JsonPartColumns, JsonPlan } from './columns-of-part';
import { NO_PATH } from './json-batch';
import type { JsonScanner } from './json-scanner';
import { LeafSort } from './leaf-sort';
import { PathColumns } from './path-columns';
import type { CellTag } from '../../engine/table/table';

/** Columns in TypeScript: what `KernelColumns` is measured against, and what is used where there is no WebAssembly. */
export class TwinColumns implements JsonPartColumns {
  readonly #scanner: JsonScanner;
  readonly #plan: JsonPlan;
  readonly #names: PathColumns;
  /** Undefined while all values are null. */
  readonly #columns: (TwinColumn | undefined)[] = [];
  readonly #sort = new LeafSort();
  readonly #keys: KeyStore;
  /** The number of the batch's first row. */
  #firstRow = 0;

  constructor(scanner: JsonScanner, plan: JsonPlan) {
    this.#scanner = scanner;
    this.#plan = plan;
    this.#names = new PathColumns(scanner);
    this.#keys = new KeyStore(plan.expectedRows);
  }

  take(firstRow: number): void {
    this.#firstRow = firstRow;
    const { batch } = this.#scanner;
    const { leafPaths, rowLeaves, rows } = batch;
    for (let leaf = 0; leaf < rowLeaves[rows]!; leaf++) {
      if (leafPaths[leaf] !== NO_PATH) this.#names.columnFor(leafPaths[leaf]!);
    }
    const sort = this.#sort;
    sort.byColumn(batch, this.#names.byPath, this.#names.list.length, 0);
    const added = new Uint32Array(rows);
    this.#names.list.forEach((_, index) => {
      const from = sort.first(index);
      const to = sort.first(index + 1);
      if (from < to) this.#takeColumn(index, from, to, added);
    });
    if (this.#columns.some((column) => column?.inKeys)) {
      this.#keys.add(this.#firstRow, added);
    }
  }

  finish(rows: number) {
    const columns = this.#names.list.map(({ name }, index) => {
      const column = this.#columns[index];
      column?.skipTo(rows);
      return { name, cells: column?.finish(rows) };
    });
    return { columns, keys: this.#keys.finish(rows) };
  }

  #takeColumn(index: number, from: number, to: number, added: Uint32Array): void {
    const { bytes, rows } = this.#scanner.batch;
    const named = this.#names.list[index]!;
    const { expectedRows, limits } = this.#plan;
    const column = (this.#columns[index] ??= new TwinColumn(
      named.keyNumber,
      expectedRows,
      limits,
      () => this.#plan.hint(named),
    ));
    column.skipTo(this.#firstRow);
    const { values } = this.#sort;
    let at = from;
    const cellOf = (row: number) => {
      if (at === to || values.rows[at] !== row) return undefined;
      const start = values.starts[at]!;
      const end = values.ends[at]!;
      return { bytes, start, end, tag: values.tags[at++] as CellTag };
    };
    column.take(rows, this.#firstRow, cellOf, added, this.#keys);
  }
}
