import type { Codes, Column, CountedColumn, Dictionary } from '../../engine/table/table';
import type { CellStore } from './open-column';

/** A column whose values and counts are held, while its codes are read when they are asked for. */
export function countedColumn(
  index: number,
  name: string,
  dictionary: Dictionary,
  counted: CountedColumn,
  store: CellStore,
): Column {
  return new ColumnOfCounts(index, name, dictionary, counted, store);
}

class ColumnOfCounts implements Column {
  readonly #store: CellStore;

  constructor(
    readonly index: number,
    readonly name: string,
    readonly dictionary: Dictionary,
    readonly counted: CountedColumn,
    store: CellStore,
  ) {
    this.#store = store;
  }

  get codes(): Codes {
    return this.#store.cells(this.index).codes;
  }
}
