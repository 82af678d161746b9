import type { ByteSource } from '../bytes';
import { UTF8 } from '../encodings/charset';
import type { Tick } from '../codec';
import { cellFormat, isUtf8, type CellFormat } from './cell-format';
import { OddCount } from './column-oddities';
import type { RowGroup } from './footer';
import { nestedTexts } from './nested-column';
import type { PlainValues } from './page-values';
import { ChunkPages } from './pages';
import { numberReader, numbersOf, type ReadNumber } from './plain-numbers';
import type { Field } from './schema';

const EVERY = 4096;

/** Takes a cell that is not missing, bytes [start, end) as in the table, valid until it returns. */
export type TakeCell = (bytes: Uint8Array, start: number, end: number, row: number) => void;

/** Takes a number whose plain text is that of the double. */
export type TakeNumber = (value: number, row: number) => void;

/** The cells of one column of the table one by one, by row group, without holding them. */
export class FieldCells {
  readonly #source: ByteSource;
  readonly #field: Field;
  readonly #format: CellFormat;
  readonly #readNumber: ReadNumber | undefined;
  readonly #scratch = new Uint8Array(64);
  readonly #cell: Cell = { kind: 'text', bytes: this.#scratch, start: 0, end: 0 };
  /** Cells so far that are no numbers, and those that are shown in base64. */
  readonly nans = new OddCount();
  readonly binary = new OddCount();

  constructor(source: ByteSource, field: Field) {
    this.#source = source;
    this.#field = field;
    this.#format = cellFormat(field.leaves[0]!.element);
    if (field.flat) this.#readNumber = numberReader(field.leaves[0]!.element);
  }

  /**
   * Visits the cells of a row group whose rows lie before `end`, a number of the file. With `takeNumber`, plain numbers
   * go there and are not written. @throws EngineError unreadable; Cancelled
   */
  each(
    group: RowGroup,
    take: TakeCell,
    tick: Tick,
    {
      end = Infinity,
      takeNumber,
    }: { readonly end?: number; readonly takeNumber?: TakeNumber } = {},
  ): void {
    if (this.#field.flat) this.#flat(group, this.#readNumber && takeNumber, take, tick, end);
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

  #flat(
    group: RowGroup,
    takeNumber: TakeNumber | undefined,
    take: TakeCell,
    tick: Tick,
    end: number,
  ): void {
    const leaf = this.#field.leaves[0]!;
    const pages = new ChunkPages(this.#source, group, leaf);
    let row = group.firstRow;
    let dictionary: PageCells | undefined;
    for (let page = pages.next(); page && row < end; page = pages.next()) {
      const { values, definition, entries } = page;
      if (values.kind === 'index' && dictionary?.values !== pages.dictionary) {
        dictionary = this.#cellsOf(pages.dictionary!, takeNumber !== undefined, true);
      }
      const cells =
        values.kind === 'index'
          ? dictionary!
          : this.#cellsOf(values, takeNumber !== undefined, false);
      const indices = values.kind === 'index' ? values.indices : undefined;
      const last = Math.min(entries, end - row);
      for (let i = 0, value = 0; i < last; i++) {
        if (i % EVERY === 0) tick(row + i - group.firstRow, group.rows);
        if (definition && definition[i] !== leaf.definition) continue;
        const at = indices ? indices[value]! : value;
        value++;
        const number = cells.numbers ? cells.numbers[at]! : NaN;
        if (takeNumber && !Number.isNaN(number)) takeNumber(number, row + i);
        else {
          const { bytes, start, end, kind } = cells.texts
            ? (cells.texts[at] ??= { ...this.#read(cells.values, at), ...this.#kept() })
            : this.#read(cells.values, at);
          if (kind === 'nan') this.nans.add(row + i);
          else take(bytes, start, end, row + i);
          if (kind === 'binary') this.binary.add(row + i);
        }
      }
      row += entries;
    }
  }

  #cellsOf(values: PlainValues, asNumbers: boolean, keepTexts: boolean): PageCells {
    return {
      values,
      numbers: asNumbers ? numbersOf(values, this.#readNumber!) : undefined,
      texts: keepTexts ? [] : undefined,
    };
  }

  /** Reads a value into the one cell that is used again and again. */
  #read(values: PlainValues, at: number): Cell {
    const { kind } = this.#format;
    const { bytes } = values;
    const cell = this.#cell;
    const variable = values.kind === 'variable';
    const start = variable ? values.starts[at]! : at * values.width;
    const end = variable ? values.ends[at]! : start + values.width;
    cell.kind = 'text';
    if (kind === 'text' || (kind === 'bytes' && isUtf8(bytes.subarray(start, end)))) {
      cell.bytes = bytes;
      cell.start = start;
      cell.end = end;
      return cell;
    }
    const text = this.#format.text(bytes, start, end);
    if (text === undefined) cell.kind = 'nan';
    else {
      if (kind === 'bytes') cell.kind = 'binary';
      this.#write(text);
    }
    return cell;
  }

  /** Puts a text into the cell. */
  #write(text: string): void {
    const cell = this.#cell;
    const length = this.#ascii(text);
    cell.bytes = length >= 0 ? this.#scratch : UTF8.encode(text);
    cell.start = 0;
    cell.end = length >= 0 ? length : cell.bytes.length;
  }

  /** The bytes of the cell for longer than until the next one. */
  #kept(): Pick<Cell, 'bytes' | 'start' | 'end'> {
    const { bytes, start, end } = this.#cell;
    return { bytes: bytes.slice(start, end), start: 0, end: end - start };
  }

  /** Writes a short text of ASCII to the scratch bytes and returns its length, else -1: an encoder costs more than that. */
  #ascii(text: string): number {
    const { length } = text;
    if (length > this.#scratch.length) return -1;
    for (let i = 0; i < length; i++) {
      const character = text.charCodeAt(i);
      if (character > 127) return -1;
      this.#scratch[i] = character;
    }
    return length;
  }
}

/** One value as text, bytes [start, end). */
interface Cell {
  kind: 'text' | 'binary' | 'nan';
  bytes: Uint8Array;
  start: number;
  end: number;
}

/** The values of a page or of a dictionary, as they are needed. */
interface PageCells {
  readonly values: PlainValues;
  /** Absent when numbers are to be written too. */
  readonly numbers: Float64Array | undefined;
  /** Texts written so far, of a dictionary. */
  readonly texts: (Readonly<Cell> | undefined)[] | undefined;
}
