import type { Backing, Column, OpenKey, TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** Answers for the open columns of a planned table by asking the backing of its source. */
export class PlannedBacking implements Backing {
  readonly #source: Backing;
  readonly #columns: readonly Column[];
  readonly #rowsOf: () => Uint32Array;

  /** `columns`: of the planned table. `rowsOf` gives the source row per planned row. */
  constructor(source: Backing, columns: readonly Column[], rowsOf: () => Uint32Array) {
    this.#source = source;
    this.#columns = columns;
    this.#rowsOf = rowsOf;
  }

  load(columns: readonly number[], tick: TableTick): void {
    this.#source.load(columns, tick);
  }

  keys(columns: readonly OpenKey[], tick: TableTick): Uint32Array {
    return this.#gathered(this.#source.keys(columns, tick), tick);
  }

  differing(
    first: Uint32Array,
    second: Uint32Array,
    columns: readonly OpenKey[],
    tick: TableTick,
  ): Uint32Array {
    return this.#source.differing(this.#of(first), this.#of(second), columns, tick);
  }

  get room(): number {
    return this.#source.room ?? Infinity;
  }

  begin(): void {
    this.#source.begin?.();
  }

  rowTexts(row: number): readonly string[] {
    const texts = this.#source.rowTexts(this.#rowsOf()[row]!);
    return this.#columns.map((column, index) => {
      if (column.open) return texts[index]!;
      return column.dictionary.text(column.codes[row]!);
    });
  }

  /** Of an array with an entry per source row the entries of the planned rows. */
  #gathered(values: Uint32Array, tick: TableTick): Uint32Array {
    const rows = this.#rowsOf();
    const gathered = new Uint32Array(rows.length);
    const ticked = everyRow(tick);
    for (let row = 0; row < gathered.length; row++) {
      ticked(row, gathered.length);
      gathered[row] = values[rows[row]!]!;
    }
    return gathered;
  }

  #of(planned: Uint32Array): Uint32Array {
    const rows = this.#rowsOf();
    return planned.map((row) => rows[row]!);
  }
}
