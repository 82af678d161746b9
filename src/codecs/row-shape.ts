import type { Dialect } from '../engine/metric';
import { isUtf16, UTF8, charsetFor } from './charset';
import type { Charset } from './charset';
import { delimiterByte, QUOTE } from './delimiter';
import { scanBatch, scanDelimited } from './scan-delimited';
import type { ScanBatch, ScanMarks } from './scan-delimited';

/** Counts the fields of single rows given as they stand in the file. */
export class RowShape {
  readonly #marks: ScanMarks;
  readonly #wide: Charset | undefined;
  #batch: ScanBatch = scanBatch(64);

  constructor(dialect: Dialect, encoding: string) {
    this.#marks = {
      delimiter: delimiterByte(dialect.delimiter),
      quote: QUOTE,
      skipInitialSpace: dialect.skipInitialSpace,
    };
    if (isUtf16(encoding)) this.#wide = charsetFor(encoding);
  }

  /** Number of fields of one row without its terminator. */
  fields(row: Uint8Array): number {
    const bytes = this.#wide === undefined ? row : UTF8.encode(this.#wide.decode(row));
    for (;;) {
      scanDelimited(bytes, 0, bytes.length, true, this.#marks, this.#batch);
      if (!this.#batch.full) return this.#batch.rowFields[this.#batch.rows]!;
      this.#batch = scanBatch(this.#batch.fieldStarts.length * 2);
    }
  }
}
