import type { DataType } from 'apache-arrow/type';
import type { CellTag } from '../../engine/table/table';
import { MISSING, type Column } from '../../engine/table/table';
import { UTF8 } from '../encodings/charset';
import { Interner } from '../columns/intern';
import { isUtf8 } from '../parquet/cell-format';
import { CodeList } from '../parquet/code-list';
import { FixedCodes } from '../parquet/fixed-codes';
import type { ProblemLog } from '../problem-log';
import { hasValue, type ArrowArray } from './arrays';
import { cellOf, tagOf } from './cell-text';
import { t } from '../../engine/language';

/** Most rows of a table. */
const MOST_ROWS = 0xfffffff0;
/** Stands for "not yet met" among the codes of a dictionary's entries. */
const UNKNOWN = -1;

/** One column while its batches are read: its name, and where it stands among the fields, outermost first. */
export class ArrowColumn {
  readonly name: string;
  readonly path: readonly number[];
  readonly #tag: CellTag;
  readonly #interner = new Interner();
  readonly #fixed = new FixedCodes();
  readonly #list = new CodeList(MOST_ROWS);
  #entries: ArrowArray | undefined;
  #entryCodes = new Int32Array(0);
  #nans = 0;
  #firstNan = 0;
  #binary = 0;
  #firstBinary = 0;

  constructor(name: string, path: readonly number[], type: DataType) {
    this.name = name;
    this.path = path;
    this.#tag = tagOf(type);
  }

  /** Bytes that the cells take so far, about. */
  get bytes(): number {
    return 4 * this.#list.rows + this.#interner.bytes + 12 * this.#interner.size;
  }

  /** Takes the cells of one batch; `around`: the structs in which they stand. */
  take(array: ArrowArray, around: readonly ArrowArray[], rows: number, tick: () => void): void {
    const first = this.#list.rows;
    const codes = this.#list.extend(rows);
    for (let i = 0; i < rows; i++) {
      if ((i & 0xfff) === 0) tick();
      if (!hasValue(array, i) || around.some((outer) => !hasValue(outer, i))) continue;
      codes[i] = this.#codeOf(array, i, first + i);
    }
  }

  /** The column, with what is to be said about it in `problems`. */
  finish(index: number, problems: ProblemLog): Column {
    const codes = this.#list.finish(this.#interner.size);
    const { name } = this;
    if (this.#nans > 0) {
      const row = this.#firstNan;
      const message = t`Row ${row + 1} has the value NaN in \`${name}\`: it counts as missing, and rows that are kept keep it.`;
      const place = { row, column: index };
      problems.add('not-a-number', 'info', () => message, place, this.#nans);
    }
    if (this.#binary > 0) {
      const row = this.#firstBinary;
      const message = t`Row ${row + 1} has bytes in \`${name}\` that are no text: they are shown in base64, and rows that are kept keep them.`;
      const place = { row, column: index };
      problems.add('binary-value', 'info', () => message, place, this.#binary);
    }
    return { index, name, codes, dictionary: this.#interner.dictionary(UTF8) };
  }

  #codeOf(array: ArrowArray, i: number, row: number): number {
    switch (array.kind) {
      case 'dictionary':
        return this.#entryCode(array.values, array.at(i), row);
      case 'variable': {
        const bytes = array.bytes(i);
        const [start, end] = [array.start(i), array.end(i)];
        if (isUtf8(bytes.subarray(start, end)))
          return this.#interner.intern(bytes, start, end, this.#tag);
        this.#countBinary(row);
        break;
      }
      case 'fixed':
        if (array.width <= 8) return this.#fixedCode(array.values, array.width, array, i, row);
        break;
      default:
    }
    return this.#intern(cellOf(array, i), row);
  }

  /** Codes of a dictionary's entries are looked up once, when a row first has one. */
  #entryCode(values: ArrowArray, at: number, row: number): number {
    if (this.#entries !== values) {
      this.#entries = values;
      this.#entryCodes = new Int32Array(values.length).fill(UNKNOWN);
    }
    let code = this.#entryCodes[at]!;
    if (code === UNKNOWN) {
      code = hasValue(values, at) ? this.#codeOf(values, at, row) : MISSING;
      this.#entryCodes[at] = code;
    }
    return code;
  }

  #fixedCode(values: Uint8Array, width: number, array: ArrowArray, i: number, row: number): number {
    const at = i * width;
    const low = word(values, at, Math.min(4, width));
    const high = width > 4 ? word(values, at + 4, width - 4) : 0;
    const slot = this.#fixed.slot(low, high);
    let code = this.#fixed.codeAt(slot);
    if (code < 0) {
      code = this.#intern(cellOf(array, i), row);
      // NaN is counted cell by cell, and so has no code.
      if (code !== MISSING) this.#fixed.set(slot, low, high, code);
    }
    return code;
  }

  #intern(text: string | undefined, row: number): number {
    if (text === undefined) {
      if (this.#nans++ === 0) this.#firstNan = row;
      return MISSING;
    }
    const bytes = UTF8.encode(text);
    return this.#interner.intern(bytes, 0, bytes.length, this.#tag);
  }

  #countBinary(row: number): void {
    if (this.#binary++ === 0) this.#firstBinary = row;
  }
}

/** Up to four bytes as one number, the lowest first. */
function word(bytes: Uint8Array, at: number, length: number): number {
  let value = bytes[at]!;
  if (length > 1) value |= bytes[at + 1]! << 8;
  if (length > 2) value |= bytes[at + 2]! << 16;
  if (length > 3) value |= bytes[at + 3]! << 24;
  return value >>> 0;
}
