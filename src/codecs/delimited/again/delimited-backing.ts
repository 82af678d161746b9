import type { ColumnSketch } from '../../../engine/table/sketch';
import type {
  Backing,
  Column,
  CountedColumn,
  Dictionary,
  NumberColumn,
  OpenKey,
  RowSpans,
  TakeText,
} from '../../../engine/table/table';
import type { TextWork } from '../../../engine/table/text-work';
import { AscendingReader } from '../../bytes/ascending-reader';
import { refuseChanged } from '../../bytes';
import { delimitedPass } from './cell-pass';
import { eachText } from './each-text';
import type { Charset } from '../../encodings/charset';
import type { Tick } from '../../codec';
import { countedColumn } from '../../columns/counted-column';
import { hasNullLike } from './has-null-like';
import { LoadedColumns, type Cells } from '../../columns/loaded-columns';
import { areSameKeys, keysAgain, type RowKeys, keysToHold } from '../../columns/open-keys';
import { missingCells } from './missing-cells';
import { numberCells } from './number-cells';
import { openColumn, type CellStore } from '../../columns/open-column';
import { PairProofs } from '../../rows/pair-proofs';
import { RowCells } from '../row-cells';
import { rowsWith } from './rows-with';
import { sameCell } from '../../rows/same-cell';
import { someTexts } from '../../rows/some-texts';
import { readColumns } from '../../columns/read-columns';
import type { DelimitedLayout } from './second-reading';
import { workOnTexts, type TextParts } from './texts-in-parts';
import { unequalPairs } from './unequal-pairs';

/** What a backing needs to know of the reading before. */
export interface DelimitedReadingFacts extends DelimitedLayout {
  /** Of the bytes in the table: UTF-8 for UTF-16, which is transcoded. */
  readonly charset: Charset;
  readonly names: readonly string[];
  readonly spans: RowSpans;
  /** Keys that were made in passing. */
  readonly keys?: RowKeys;
  /** Bytes that columns which are loaded may take together; no limit when absent. */
  readonly memory?: number;
  readonly parts: TextParts;
  /** Progress and cancel of loads that a column asks for by itself. */
  readonly tick: Tick;
}

/** Answers for columns of delimited text whose cells are not held, from the file. */
export class DelimitedBacking implements Backing, CellStore {
  readonly #facts: DelimitedReadingFacts;
  readonly #columns = new Map<number, Column>();
  readonly #loaded: LoadedColumns;
  readonly #missing = new Map<number, Uint32Array>();
  readonly #rows: AscendingReader;
  readonly #cells: RowCells;
  #keys: DelimitedReadingFacts['keys'];
  readonly #proofs = new PairProofs();
  /** The row of `#texts`; -1 before there is one. */
  #row = -1;
  #texts: readonly string[] = [];

  constructor(facts: DelimitedReadingFacts) {
    this.#facts = facts;
    this.#keys = facts.keys;
    this.#loaded = new LoadedColumns(facts.memory);
    this.#rows = new AscendingReader(facts.source);
    this.#cells = new RowCells(facts.marks, facts.encoding);
  }

  /** An open column of the table. */
  column(index: number, sketch: ColumnSketch): Column {
    const column = openColumn(index, this.#facts.names[index]!, sketch, this);
    this.#columns.set(index, column);
    return column;
  }

  /** A column of the table that was counted. */
  counted(index: number, dictionary: Dictionary, counted: CountedColumn): Column {
    const column = countedColumn(index, this.#facts.names[index]!, dictionary, counted, this);
    this.#columns.set(index, column);
    return column;
  }

  cells(column: number): Cells {
    const loaded = this.#loaded.get(column);
    if (loaded) return loaded;
    this.load([column], this.#facts.tick);
    return this.#loaded.get(column)!;
  }

  get room(): number {
    return this.#loaded.room;
  }

  begin(): void {
    this.#loaded.begin();
  }

  load(columns: readonly number[], tick: Tick): void {
    const wanted = [...new Set(columns)].filter(
      (index) => this.#columns.has(index) && !this.#loaded.get(index),
    );
    if (wanted.length === 0) return;
    this.#loaded.reserve(wanted.map((index) => this.#columns.get(index)!));
    refuseChanged(this.#facts.source);
    const few = wanted.filter((index) => this.#columns.get(index)!.counted);
    const many = wanted.filter((index) => !few.includes(index));
    for (const [index, cells] of readColumns(
      this.#facts,
      this.#facts.charset,
      { few, many },
      tick,
    )) {
      this.#loaded.add(index, cells);
    }
  }

  numbers(columns: readonly NumberColumn[], tick: Tick): readonly Float64Array[] | undefined {
    const wanted = columns.filter(({ column }) => !this.#loaded.numbers(column));
    if (wanted.length > 0) {
      if (!this.#loaded.makeRoom(8 * this.#facts.rows * wanted.length)) return undefined;
      refuseChanged(this.#facts.source);
      const read = numberCells(this.#facts, this.#facts.charset, wanted, tick);
      wanted.forEach(({ column }, nth) => {
        this.#loaded.addNumbers(column, read[nth]!);
      });
    }
    return columns.map(({ column }) => this.#loaded.numbers(column)!);
  }

  keys(columns: readonly OpenKey[], tick: Tick): Uint32Array {
    if (this.#keys && areSameKeys(this.#keys.columns, columns)) return this.#keys.keys;
    refuseChanged(this.#facts.source);
    const keys = keysAgain(delimitedPass(this.#facts), this.#keys, columns, tick);
    this.#keys = keysToHold(this.#keys, { columns: [...columns], keys });
    return keys;
  }

  differing(
    first: Uint32Array,
    second: Uint32Array,
    columns: readonly OpenKey[],
    tick: Tick,
  ): Uint32Array {
    const { source, spans, marks, encoding } = this.#facts;
    refuseChanged(source);
    const a = new RowCells(marks, encoding);
    const b = new RowCells(marks, encoding);
    const areEqual = (one: Uint8Array, other: Uint8Array) => {
      a.read(one);
      b.read(other);
      return columns.every(
        ({ column, byValue }) =>
          a.equals(b, column) || (byValue && sameCell(a.cell(column), b.cell(column))),
      );
    };
    return this.#proofs.unequal({ first, second }, columns, (pairs) =>
      unequalPairs(source, spans, pairs, areEqual, tick),
    );
  }

  rowTexts(row: number): readonly string[] {
    if (row === this.#row) return this.#texts;
    const { spans, names, charset } = this.#facts;
    this.#cells.read(this.#rows.read(spans.start(row), spans.length(row)));
    this.#texts = names.map((_, field) => charset.decode(this.#cells.cell(field)));
    this.#row = row;
    return this.#texts;
  }

  missing(column: number, tick: Tick): Uint32Array {
    if (!this.#missing.has(column)) {
      refuseChanged(this.#facts.source);
      // Who asks for one will ask for the others.
      const asked = [...this.#columns.values()]
        .filter((other) => other.index === column || hasNullLike(other))
        .map(({ index }) => index);
      missingCells(delimitedPass(this.#facts), asked, tick).forEach((bits, i) => {
        this.#missing.set(asked[i]!, bits);
      });
    }
    return this.#missing.get(column)!;
  }

  rowsWith(key: OpenKey, value: string, tick: Tick): Uint32Array {
    refuseChanged(this.#facts.source);
    return rowsWith(delimitedPass(this.#facts), this.#facts.charset, key, value, tick);
  }

  eachText(column: number, take: TakeText, tick: Tick): void {
    refuseChanged(this.#facts.source);
    eachText(delimitedPass(this.#facts), this.#facts.charset, column, take, tick);
  }

  workOnTexts(column: number, work: TextWork, tick: Tick): void {
    const { source, charset, parts } = this.#facts;
    refuseChanged(source);
    workOnTexts(this.#facts, parts, column, charset.name, work, tick);
    refuseChanged(source);
  }

  someTexts(column: number, rows: Uint32Array, take: TakeText, tick: Tick): void {
    const { marks, encoding, charset } = this.#facts;
    refuseChanged(this.#facts.source);
    const cells = new RowCells(marks, encoding);
    someTexts(this.#facts, { cells, charset }, column, rows, take, tick);
  }
}
