import { MISSING } from '../../engine/table/table';
import type { CellTag, Column } from '../../engine/table/table';
import type { Charset } from '../encodings/charset';
import { INTERN_BLOCK, Interner } from './intern';
import { FieldKind, unquote } from '../delimited/scan-delimited';
import type { ScanBatch } from '../delimited/scan-delimited';

/** Values of some rows: value i stands in row rows[i] and is bytes [starts[i], ends[i]) with a CellTag. */
export interface RowValues {
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly tags: Uint8Array;
}

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
    const { starts, ends } = scratch;
    let row = fromRow;
    let into = this.#rows;
    while (row < batch.rows) {
      // Plain fields are taken by the block; one that is escaped ends its block and is taken alone.
      const last = Math.min(batch.rows, row + INTERN_BLOCK);
      const block = into;
      let escaped = -1;
      for (; row < last && escaped < 0; row++) {
        const at = rowFields[row]! + field;
        const lacks = at >= rowFields[row + 1]!;
        if (!lacks && fieldKinds[at] === FieldKind.escaped) {
          escaped = at;
          continue;
        }
        starts[into - block] = lacks ? 0 : fieldStarts[at]!;
        ends[into - block] = lacks ? 0 : fieldEnds[at]!;
        into++;
      }
      interner.internMany(bytes, starts, ends, into - block, codes, block);
      if (escaped < 0) continue;
      const start = fieldStarts[escaped]!;
      const end = fieldEnds[escaped]!;
      const value = scratch.room(end - start);
      const length = unquote(bytes, start, end, quote, value);
      codes[into++] = length > 0 ? interner.intern(value, 0, length) : MISSING;
    }
    this.#rows = into;
  }

  /** Takes the values `from` .. `to` - 1, whose rows ascend and do not lie before rows already taken. */
  addValues(bytes: Uint8Array, values: RowValues, from: number, to: number): void {
    const { rows, starts, ends, tags } = values;
    const count = rows[to - 1]! + 1;
    this.#reserve(count);
    const codes = this.#codes;
    const interner = this.#interner;
    for (let i = from; i < to; i++) {
      codes[rows[i]!] = interner.intern(bytes, starts[i]!, ends[i]!, tags[i] as CellTag);
    }
    this.#rows = count;
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

/** Buffers shared by the columns: for values of escaped fields, and for the fields of one block. */
export class Scratch {
  readonly starts = new Uint32Array(INTERN_BLOCK);
  readonly ends = new Uint32Array(INTERN_BLOCK);
  #bytes = new Uint8Array(1024);

  room(length: number): Uint8Array {
    if (length > this.#bytes.length) this.#bytes = new Uint8Array(length * 2);
    return this.#bytes;
  }
}
