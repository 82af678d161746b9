import type { ByteSource } from '../bytes';
import { UTF8 } from '../charset';
import type { Tick } from '../codec';
import { cellFormat, isUtf8, type CellFormat } from './cell-format';
import type { RowGroup } from './footer';
import { nestedTexts } from './nested-column';
import type { PlainValues } from './page-values';
import { ChunkPages } from './pages';
import type { Field } from './schema';

const EVERY = 4096;

/** Takes a cell that is not missing, bytes [start, end) as in the table, valid until it returns. */
export type TakeCell = (bytes: Uint8Array, start: number, end: number, row: number) => void;

/** The cells of one column of the table one by one, by row group, without holding them. */
export class FieldCells {
  readonly #source: ByteSource;
  readonly #field: Field;
  readonly #format: CellFormat;

  constructor(source: ByteSource, field: Field) {
    this.#source = source;
    this.#field = field;
    this.#format = cellFormat(field.leaves[0]!.element);
  }

  /**
   * Visits the cells of a row group whose rows lie before `end`, a number of the file. @throws EngineError unreadable;
   * Cancelled
   */
  each(group: RowGroup, take: TakeCell, tick: Tick, end = Infinity): void {
    if (this.#field.flat) this.#flat(group, take, tick, end);
    else this.#nested(group, take, tick, end);
  }

  #nested(group: RowGroup, take: TakeCell, tick: Tick, end: number): void {
    let row = group.firstRow;
    for (const text of nestedTexts(this.#source, this.#field, group, tick)) {
      if (row >= end) return;
      if (text !== undefined) {
        const bytes = UTF8.encode(text);
        take(bytes, 0, bytes.length, row);
      }
      row++;
    }
  }

  #flat(group: RowGroup, take: TakeCell, tick: Tick, end: number): void {
    const leaf = this.#field.leaves[0]!;
    const pages = new ChunkPages(this.#source, group, leaf);
    let row = group.firstRow;
    let texts: (Uint8Array | undefined)[] = [];
    let textsOf: PlainValues | undefined;
    for (let page = pages.next(); page && row < end; page = pages.next()) {
      const { values, definition, entries } = page;
      if (textsOf !== pages.dictionary) {
        textsOf = pages.dictionary;
        texts = [];
      }
      const last = Math.min(entries, end - row);
      for (let i = 0, value = 0; i < last; i++) {
        if (i % EVERY === 0) tick(row + i - group.firstRow, group.rows);
        if (definition && definition[i] !== leaf.definition) continue;
        if (values.kind === 'index') {
          const index = values.indices[value++]!;
          const text = (texts[index] ??= this.#encoded(textsOf!, index) ?? NAN);
          if (text !== NAN) take(text, 0, text.length, row + i);
        } else this.#take(values, value++, take, row + i);
      }
      row += entries;
    }
  }

  #take(values: PlainValues, at: number, take: TakeCell, row: number): void {
    const { kind } = this.#format;
    const { bytes } = values;
    const variable = values.kind === 'variable';
    const start = variable ? values.starts[at]! : at * values.width;
    const end = variable ? values.ends[at]! : start + values.width;
    if (kind === 'text' || (kind === 'bytes' && isUtf8(bytes.subarray(start, end)))) {
      take(bytes, start, end, row);
      return;
    }
    const text = this.#format.text(bytes, start, end);
    if (text === undefined) return;
    const encoded = UTF8.encode(text);
    take(encoded, 0, encoded.length, row);
  }

  #encoded(values: PlainValues, at: number): Uint8Array | undefined {
    let encoded: Uint8Array | undefined;
    this.#take(values, at, (bytes, start, end) => (encoded = bytes.slice(start, end)), 0);
    return encoded;
  }
}

/** Stands for a value without a text. */
const NAN = new Uint8Array(0);
