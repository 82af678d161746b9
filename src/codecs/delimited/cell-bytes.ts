import { CellTag } from '../../engine/table/table';
import { QUOTE } from './dialect/delimiter';
import { FieldKind, unquote } from './scan-delimited';
import type { ScanBatch } from './scan-delimited';

/** The cells of a batch of rows one by one, without an allocation per cell. */
export interface BatchCells {
  /** The last cell read is [start, end) of these; nothing and `text` where it is missing. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly tag: CellTag;
  /** Reads the cell of a row of the batch. */
  read(row: number, column: number): void;
}

/** The cells of a batch one by one, quotes resolved, without an allocation per cell. */
export class CellBytes implements BatchCells {
  readonly tag = CellTag.text;
  /** The last cell read is [start, end) of these. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  #window = this.bytes;
  #scratch = new Uint8Array(1024);
  #batch: ScanBatch | undefined;

  /** Cells are read from this batch until the next load. */
  load(window: Uint8Array, batch: ScanBatch): void {
    this.#window = window;
    this.#batch = batch;
  }

  /** Reads field `field` of a row of the batch; empty where the row has none. */
  read(row: number, field: number): void {
    const { fieldStarts, fieldEnds, fieldKinds, rowFields } = this.#batch!;
    const at = rowFields[row]! + field;
    this.start = this.end = 0;
    if (at >= rowFields[row + 1]!) return;
    this.bytes = this.#window;
    this.start = fieldStarts[at]!;
    this.end = fieldEnds[at]!;
    if (fieldKinds[at] === FieldKind.plain) return;
    const length = this.end - this.start;
    if (length > this.#scratch.length) this.#scratch = new Uint8Array(length * 2);
    this.end = unquote(this.#window, this.start, this.end, QUOTE, this.#scratch);
    this.start = 0;
    this.bytes = this.#scratch;
  }
}
