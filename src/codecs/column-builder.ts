import type { Column } from '../engine/table';
import type { CellTag } from '../engine/table';
import type { Charset } from './charset';
import { Interner } from './intern';
import { FieldKind, unquote } from './scan-delimited';
import type { ScanBatch } from './scan-delimited';

/** Dictionary codes of one column, row by row. Rows without a value are missing. */
export class ColumnBuilder {
  readonly #interner = new Interner();
  #codes: Uint32Array;
  #rows = 0;

  constructor(expectedRows = 1024) {
    this.#codes = new Uint32Array(Math.max(16, expectedRows));
  }

  /** Takes field `field` of the rows `fromRow` .. of a batch; '' and an absent field are missing. */
  addFields(
    bytes: Uint8Array,
    batch: ScanBatch,
    fromRow: number,
    field: number,
    quote: number,
    scratch: Scratch,
  ): void {
    const { fieldStarts, fieldEnds, fieldKinds, rowFields } = batch;
    const count = batch.rows - fromRow;
    this.#reserve(this.#rows + count);
    const codes = this.#codes;
    const interner = this.#interner;
    let into = this.#rows;
    for (let row = fromRow; row < batch.rows; row++, into++) {
      const at = rowFields[row]! + field;
      if (at >= rowFields[row + 1]!) continue;
      const start = fieldStarts[at]!;
      const end = fieldEnds[at]!;
      if (fieldKinds[at] === FieldKind.plain) {
        if (end > start) codes[into] = interner.intern(bytes, start, end);
      } else {
        const value = scratch.room(end - start);
        const length = unquote(bytes, start, end, quote, value);
        if (length > 0) codes[into] = interner.intern(value, 0, length);
      }
    }
    this.#rows = into;
  }

  /** Sets the value of one row, which must not lie before rows already set. */
  set(row: number, bytes: Uint8Array, start: number, end: number, tag: CellTag): void {
    this.#reserve(row + 1);
    this.#codes[row] = this.#interner.intern(bytes, start, end, tag);
    this.#rows = row + 1;
  }

  /** The column of a table of `rows` rows; the builder must not be used afterwards. */
  finish(index: number, name: string, rows: number, charset: Charset): Column {
    this.#reserve(rows);
    const spare = this.#codes.length - rows;
    const codes = spare > rows / 8 ? this.#codes.slice(0, rows) : this.#codes.subarray(0, rows);
    return { index, name, codes, dictionary: this.#interner.dictionary(charset) };
  }

  #reserve(rows: number): void {
    if (rows <= this.#codes.length) return;
    const larger = new Uint32Array(Math.max(rows, this.#codes.length * 2));
    larger.set(this.#codes);
    this.#codes = larger;
  }
}

/** A buffer for the values of escaped fields, shared by the columns. */
export class Scratch {
  #bytes = new Uint8Array(1024);

  room(length: number): Uint8Array {
    if (length > this.#bytes.length) this.#bytes = new Uint8Array(length * 2);
    return this.#bytes;
  }
}
