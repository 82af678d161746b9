import { CellHash } from '../../engine/sketches/cell-hash';
import { CellKey } from '../../engine/sketches/cell-key';
import type { ColumnSketch } from '../../engine/table/sketch';
import type { Backing, Column, OpenKey, TakeText } from '../../engine/table/table';
import { refuseChanged, type ByteSource } from '../bytes';
import type { Tick } from '../codec';
import { memoryHeld, refuseTooLarge } from '../columns/memory-need';
import { areSameKeys, keyChanges, type RowKeys, keysToHold } from '../columns/open-keys';
import { openColumn, type CellStore } from '../columns/open-column';
import { PairProofs } from '../rows/pair-proofs';
import { ProblemLog } from '../problem-log';
import { CellTexts } from './cell-texts';
import { differingCells } from './differing-cells';
import { FieldCells, type TakeCell, type TakeNumber } from './field-cells';
import type { Footer } from './footer';
import { bytesOf, loadField } from './load-field';
import { PlainCell } from '../../engine/sketches/plain-cell';
import { UTF8 } from '../encodings/charset';

/** Answers for the open columns of a Parquet file, from the file. Columns that were loaded are held from then on. */
export class ParquetBacking implements Backing, CellStore {
  readonly #source: ByteSource;
  readonly #footer: Footer;
  readonly #tick: Tick;
  /** Bytes that columns which are loaded may take together. */
  readonly #memory: number;
  readonly #open = new Map<number, Column>();
  readonly #loaded = new Map<number, Column>();
  readonly #texts: CellTexts;
  readonly #proofs = new PairProofs();
  #keys: RowKeys | undefined;

  /** `tick`: progress and cancel of loads that a column asks for by itself; `keys` were made in passing. */
  constructor(source: ByteSource, footer: Footer, tick: Tick, memory = Infinity, keys?: RowKeys) {
    this.#source = source;
    this.#footer = footer;
    this.#tick = tick;
    this.#memory = memory;
    this.#texts = new CellTexts(source, footer);
    this.#keys = keys;
  }

  /** An open column of the table. */
  column(index: number, sketch: ColumnSketch): Column {
    const column = openColumn(index, this.#footer.schema.fields[index]!.name, sketch, this);
    this.#open.set(index, column);
    return column;
  }

  cells(column: number): Pick<Column, 'codes' | 'dictionary'> {
    if (!this.#loaded.has(column)) this.load([column], this.#tick);
    return this.#loaded.get(column)!;
  }

  get room(): number {
    return this.#memory - this.#held();
  }

  load(columns: readonly number[], tick: Tick): void {
    const wanted = [...new Set(columns)].filter(
      (index) => this.#open.has(index) && !this.#loaded.has(index),
    );
    if (wanted.length === 0) return;
    refuseTooLarge(
      wanted.map((index) => this.#open.get(index)!),
      this.#held(),
      this.#memory,
    );
    const progress = this.#progress(wanted, tick);
    for (const index of wanted) {
      const reading = {
        source: this.#source,
        footer: this.#footer,
        index,
        // What is to be said about the column was said when it was sketched.
        problems: new ProblemLog(),
      };
      this.#loaded.set(index, loadField(reading, progress));
    }
  }

  #held(): number {
    let held = 0;
    for (const column of this.#loaded.values()) held += memoryHeld(column);
    return held;
  }

  keys(columns: readonly OpenKey[], tick: Tick): Uint32Array {
    if (this.#keys && areSameKeys(this.#keys.columns, columns)) return this.#keys.keys;
    const { added, gone, keys } = keyChanges(this.#footer.rows, this.#keys, columns);
    const key = new CellKey();
    const hash = new CellHash();
    const add = ({ column, byValue }: OpenKey, sign: 1 | -1) => {
      const takeNumber = (value: number, row: number) => {
        hash.hashNumber(value);
        hash.contribution(column);
        keys[row] = keys[row]! + sign * hash.keyLow;
      };
      const take: TakeCell = (bytes, start, end, row) => {
        key.read(bytes, start, end, column, byValue);
        keys[row] = keys[row]! + sign * key.low;
      };
      this.#each(column, tick, take, byValue ? { takeNumber } : {});
    };
    for (const column of added) add(column, 1);
    for (const column of gone) add(column, -1);
    this.#keys = keysToHold(this.#keys, { columns: [...columns], keys });
    return keys;
  }

  differing(
    first: Uint32Array,
    second: Uint32Array,
    columns: readonly OpenKey[],
    tick: Tick,
  ): Uint32Array {
    refuseChanged(this.#source);
    return this.#proofs.unequal({ first, second }, columns, (pairs) =>
      differingCells(this.#source, this.#footer, pairs, columns, tick),
    );
  }

  rowTexts(row: number): readonly string[] {
    return this.#texts.row(row);
  }

  rowsWith({ column, byValue }: OpenKey, value: string, tick: Tick): Uint32Array {
    const cell = new PlainCell();
    const wanted = UTF8.encode(value);
    const isMissing = new Uint8Array(value === '' ? this.#footer.rows : 0).fill(1);
    const found: number[] = [];
    this.#each(column, tick, (bytes, start, end, row) => {
      if (value !== '') {
        if (isSame(bytes, start, end, wanted)) found.push(row);
        return;
      }
      if (start === end) return;
      if (byValue) cell.read(bytes, start, end);
      if (!byValue || !cell.nullLike) isMissing[row] = 0;
    });
    for (let row = 0; row < isMissing.length; row++) if (isMissing[row]) found.push(row);
    return Uint32Array.from(found);
  }

  eachText(column: number, take: TakeText, tick: Tick): void {
    this.#each(column, tick, (bytes, start, end, row) => {
      if (start < end) take(row, bytes, start, end);
    });
  }

  #each(
    column: number,
    tick: Tick,
    take: TakeCell,
    numbers: { readonly takeNumber?: TakeNumber } = {},
  ): void {
    const { fields } = this.#footer.schema;
    const cells = new FieldCells(this.#source, fields[column]!);
    const progress = this.#progress([column], tick);
    for (const group of this.#footer.groups) {
      const tickHere = () => {
        progress(0);
      };
      cells.each(group, take, tickHere, numbers);
      for (const { index } of fields[column]!.leaves) {
        progress(group.chunks[index]!.end - group.chunks[index]!.start);
      }
    }
    refuseChanged(this.#source);
  }

  #progress(columns: readonly number[], tick: Tick) {
    refuseChanged(this.#source);
    const { fields } = this.#footer.schema;
    return bytesOf(
      this.#footer,
      columns.map((index) => fields[index]!),
      tick,
    );
  }
}

function isSame(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[start + i] !== wanted[i]) return false;
  return true;
}
