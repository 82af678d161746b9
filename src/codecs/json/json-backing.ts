import type { ColumnSketch } from '../../engine/table/sketch';
import type { Backing, Column, OpenKey, RowSpans, TakeText } from '../../engine/table/table';
import { AscendingReader } from '../bytes/ascending-reader';
import { refuseChanged, type ByteSource } from '../bytes';
import { UTF8 } from '../encodings/charset';
import type { Tick } from '../codec';
import { ColumnBuilder } from '../columns/column-builder';
import { eachText } from '../delimited/again/each-text';
import { memoryHeld, refuseTooLarge } from '../columns/memory-need';
import { missingCells } from '../delimited/again/missing-cells';
import { areSameKeys, keysAgain, type RowKeys, keysToHold } from '../columns/open-keys';
import { openColumn, type CellStore } from '../columns/open-column';
import { PairProofs } from '../rows/pair-proofs';
import { someTexts } from '../rows/some-texts';
import { rowsWith } from '../delimited/again/rows-with';
import { unequalPairs } from '../delimited/again/unequal-pairs';
import { JsonPass } from './json-pass';
import type { JsonTask } from './read-json-part';
import { JsonRowCells } from './row-cells';

/** What a backing needs to know of the reading before. */
export interface JsonReadingFacts {
  readonly source: ByteSource;
  readonly task: JsonTask;
  readonly rows: number;
  readonly spans: RowSpans;
  readonly names: readonly string[];
  /** Keys that were made in passing. */
  readonly keys: RowKeys | undefined;
  /** Bytes that columns which are loaded may take together. */
  readonly memory: number;
  /** Progress and cancel of loads that a column asks for by itself. */
  readonly tick: Tick;
}

/** Answers for the open columns of JSON, from the file. Columns that were loaded are held from then on. */
export class JsonBacking implements Backing, CellStore {
  readonly #facts: JsonReadingFacts;
  readonly #pass: JsonPass;
  readonly #columns = new Map<number, Column>();
  readonly #loaded = new Map<number, Column>();
  readonly #missing = new Map<number, Uint32Array>();
  readonly #reader: AscendingReader;
  readonly #cells: JsonRowCells;
  readonly #proofs = new PairProofs();
  #keys: RowKeys | undefined;
  /** The row of `#texts`; -1 before there is one. */
  #row = -1;
  #texts: readonly string[] = [];

  constructor(facts: JsonReadingFacts) {
    this.#facts = facts;
    this.#pass = new JsonPass(facts.source, facts.task, facts.names, facts.rows);
    this.#keys = facts.keys;
    this.#reader = new AscendingReader(facts.source);
    this.#cells = this.#rowCells();
  }

  /** An open column of the table. */
  column(index: number, sketch: ColumnSketch): Column {
    const column = openColumn(index, this.#facts.names[index]!, sketch, this);
    this.#columns.set(index, column);
    return column;
  }

  cells(column: number): Pick<Column, 'codes' | 'dictionary'> {
    if (!this.#loaded.has(column)) this.load([column], this.#facts.tick);
    return this.#loaded.get(column)!;
  }

  get room(): number {
    return this.#facts.memory - this.#held();
  }

  load(columns: readonly number[], tick: Tick): void {
    const wanted = [...new Set(columns)].filter(
      (index) => this.#columns.has(index) && !this.#loaded.has(index),
    );
    if (wanted.length === 0) return;
    const { source, rows, names, memory } = this.#facts;
    refuseTooLarge(
      wanted.map((index) => this.#columns.get(index)!),
      this.#held(),
      memory,
    );
    refuseChanged(source);
    const builders = wanted.map(() => new ColumnBuilder(rows));
    this.#pass.eachValue(
      wanted,
      (bytes, sort) => {
        builders.forEach((builder, at) => {
          const [from, to] = [sort.first(at), sort.first(at + 1)];
          if (from < to) builder.addValues(bytes, sort.values, from, to);
        });
      },
      tick,
    );
    wanted.forEach((index, at) => {
      this.#loaded.set(index, builders[at]!.finish(index, names[index]!, rows, UTF8));
    });
  }

  #held(): number {
    let held = 0;
    for (const column of this.#loaded.values()) held += memoryHeld(column);
    return held;
  }

  keys(columns: readonly OpenKey[], tick: Tick): Uint32Array {
    if (this.#keys && areSameKeys(this.#keys.columns, columns)) return this.#keys.keys;
    refuseChanged(this.#facts.source);
    const keys = keysAgain(this.#pass, this.#keys, columns, tick);
    this.#keys = keysToHold(this.#keys, { columns: [...columns], keys });
    return keys;
  }

  differing(
    first: Uint32Array,
    second: Uint32Array,
    columns: readonly OpenKey[],
    tick: Tick,
  ): Uint32Array {
    const { source, spans } = this.#facts;
    refuseChanged(source);
    const [a, b] = [this.#rowCells(), this.#rowCells()];
    const areEqual = (one: Uint8Array, other: Uint8Array) => {
      a.read(one);
      b.read(other);
      return columns.every(({ column, byValue }) => a.equals(b, column, byValue));
    };
    return this.#proofs.unequal({ first, second }, columns, (pairs) =>
      unequalPairs(source, spans, pairs, areEqual, tick),
    );
  }

  rowTexts(row: number): readonly string[] {
    if (row === this.#row) return this.#texts;
    const { spans, names } = this.#facts;
    this.#cells.read(this.#reader.read(spans.start(row), spans.length(row)));
    this.#texts = names.map((_, column) => UTF8.decode(this.#cells.cell(column)));
    this.#row = row;
    return this.#texts;
  }

  missing(column: number, tick: Tick): Uint32Array {
    if (!this.#missing.has(column)) {
      refuseChanged(this.#facts.source);
      // Who asks for one will ask for the others.
      const asked = [...this.#columns.values()].flatMap(({ index, sketch }) =>
        index === column || (sketch !== undefined && sketch.nullLike > 0) ? [index] : [],
      );
      missingCells(this.#pass, asked, tick).forEach((bits, i) => {
        this.#missing.set(asked[i]!, bits);
      });
    }
    return this.#missing.get(column)!;
  }

  rowsWith(key: OpenKey, value: string, tick: Tick): Uint32Array {
    refuseChanged(this.#facts.source);
    return rowsWith(this.#pass, UTF8, key, value, tick);
  }

  eachText(column: number, take: TakeText, tick: Tick): void {
    refuseChanged(this.#facts.source);
    eachText(this.#pass, UTF8, column, take, tick);
  }

  someTexts(column: number, rows: Uint32Array, take: TakeText, tick: Tick): void {
    refuseChanged(this.#facts.source);
    const cells = this.#rowCells();
    someTexts(this.#facts, { cells, charset: UTF8 }, column, rows, take, tick);
  }

  #rowCells(): JsonRowCells {
    const { names, task } = this.#facts;
    return new JsonRowCells(names, task.closed, task.encoding);
  }
}
