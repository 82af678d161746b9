import type { ColumnSketch } from '../../engine/table/sketch';
import type { Codes, Column, Dictionary } from '../../engine/table/table';

/** Gives the exact cells of open columns, reading the file again where it must. */
export interface CellStore {
  /** @throws EngineError too-large, source-changed; Cancelled */
  cells(column: number): Pick<Column, 'codes' | 'dictionary'>;
}

/** A column whose cells are read when they are asked for. */
export function openColumn(
  index: number,
  name: string,
  sketch: ColumnSketch,
  store: CellStore,
): Column {
  return new OpenColumn(index, name, sketch, store);
}

class OpenColumn implements Column {
  readonly index: number;
  readonly name: string;
  readonly sketch: ColumnSketch;
  readonly #store: CellStore;

  constructor(index: number, name: string, sketch: ColumnSketch, store: CellStore) {
    this.index = index;
    this.name = name;
    this.sketch = sketch;
    this.#store = store;
  }

  get codes(): Codes {
    return this.#store.cells(this.index).codes;
  }

  get dictionary(): Dictionary {
    return this.#store.cells(this.index).dictionary;
  }
}
