import { CellTag } from '../../engine/table/table';
import { ByteWindow } from '../bytes/byte-window';
import { refuseChanged, sourceChanged, type ByteSource } from '../bytes';
import type { BatchCells } from '../delimited/cell-bytes';
import type { CellPass } from '../delimited/again/cell-pass';
import type { Tick } from '../codec';
import type { RowValues } from '../columns/column-builder';
import type { JsonBatch } from './json-batch';
import { ProblemLog } from '../problem-log';
import { eachBatch, type RowsLoop } from './json-rows';
import { LeafSort } from './leaf-sort';
import { keyNumber } from './path-columns';
import { scannerFor, type JsonTask } from './read-json-part';

const NONE = -1;

/** Values of a batch in some columns; those of column c are `first(c)` .. `first(c + 1) - 1`, by row. */
export type TakeValues = (bytes: Uint8Array, sort: LeafSort, batch: JsonBatch, row: number) => void;

/** Second readings of a file of JSON that was read before, with `rows` rows and columns with these names. */
export class JsonPass implements CellPass {
  readonly rows: number;
  readonly #source: ByteSource;
  readonly #task: JsonTask;
  readonly #names: readonly string[];

  constructor(source: ByteSource, task: JsonTask, names: readonly string[], rows: number) {
    this.#source = source;
    this.#task = task;
    this.#names = names;
    this.rows = rows;
  }

  keyNumber(column: number): number {
    return keyNumber(this.#names[column]!);
  }

  each(
    columns: readonly number[],
    take: (cells: BatchCells, from: number, to: number, row: number) => void,
    tick: Tick,
  ): void {
    const wanted = [...new Set(columns)];
    const cells = new LeafCells(wanted);
    this.eachValue(
      wanted,
      (bytes, sort, { rows }, row) => {
        cells.load(bytes, sort, rows, row);
        take(cells, 0, rows, row);
      },
      tick,
    );
  }

  /** Goes through the values of columns, those of a batch sorted by their place in `columns`. */
  eachValue(columns: readonly number[], take: TakeValues, tick: Tick): void {
    const { layout, start, encoding, sizes } = this.#task;
    const scanner = scannerFor(this.#task);
    scanner.batch.line = layout.line;
    const window = new ByteWindow(this.#source, start, sizes.chunk, encoding);
    const wanted = new Map(columns.map((column, place) => [this.#names[column]!, place]));
    const places: number[] = [];
    const sort = new LeafSort();
    let rows = 0;
    const ledger: RowsLoop['ledger'] = {
      problems: new ProblemLog(),
      enter: (_, batch) => {
        rows += batch.rows;
      },
    };
    // What is to be said about the rows was said when they were read first.
    const loop = {
      source: this.#source,
      window,
      scanner,
      ledger,
      arrangement: layout.arrangement,
      take: () => {
        const { batch, paths, names } = scanner;
        const row = rows - batch.rows;
        for (let path = places.length; path < paths.count; path++) {
          places.push(wanted.get(names.name(names.canonical(path))) ?? NONE);
        }
        sort.byColumn(batch, Int32Array.from(places), columns.length, row);
        take(batch.bytes, sort, batch, row);
        return true;
      },
    };
    eachBatch(loop, tick);
    tick(this.#source.size, this.#source.size);
    if (rows !== this.rows) throw sourceChanged(this.#source.name);
    refuseChanged(this.#source);
  }
}

/** The cells of a batch in some columns, by row. */
class LeafCells implements BatchCells {
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  tag: CellTag = CellTag.text;
  /** Place among the columns that are read, per column. */
  readonly #places: ReadonlyMap<number, number>;
  #values: RowValues | undefined;
  /** Value + 1 per place and row; 0: missing. */
  #at = new Uint32Array(0);
  #rows = 0;
  #column = NONE;
  #first = 0;

  constructor(columns: readonly number[]) {
    this.#places = new Map(columns.map((column, place) => [column, place]));
  }

  load(bytes: Uint8Array, sort: LeafSort, rows: number, firstRow: number): void {
    const length = this.#places.size * rows;
    if (length > this.#at.length) this.#at = new Uint32Array(length);
    else this.#at.fill(0, 0, length);
    this.bytes = bytes;
    this.#rows = rows;
    this.#values = sort.values;
    this.#column = NONE;
    for (let place = 0; place < this.#places.size; place++) {
      const last = sort.first(place + 1);
      for (let value = sort.first(place); value < last; value++) {
        this.#at[place * rows + sort.values.rows[value]! - firstRow] = value + 1;
      }
    }
  }

  read(row: number, column: number): void {
    if (column !== this.#column) {
      this.#column = column;
      this.#first = this.#places.get(column)! * this.#rows;
    }
    const value = this.#at[this.#first + row]! - 1;
    if (value < 0) {
      this.start = this.end = 0;
      this.tag = CellTag.text;
      return;
    }
    const { starts, ends, tags } = this.#values!;
    this.start = starts[value]!;
    this.end = ends[value]!;
    this.tag = tags[value] as CellTag;
  }
}
