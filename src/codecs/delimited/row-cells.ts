import { isTranscoded, UTF8, charsetFor } from '../encodings/charset';
import type { Charset } from '../encodings/charset';
import { fieldValue } from './field-value';
import { FieldKind, scanBatch, scanDelimited } from './scan-delimited';
import type { ScanBatch, ScanMarks } from './scan-delimited';

const NOTHING = new Uint8Array(0);

/** The cells of single rows, given as they stand in the file without their terminator. */
export class RowCells {
  readonly #marks: ScanMarks;
  readonly #wide: Charset | undefined;
  #batch: ScanBatch = scanBatch(64);
  #bytes: Uint8Array = NOTHING;
  #fields = 0;

  /** `encoding` is a charset's name; UTF-16 becomes UTF-8. */
  constructor(marks: ScanMarks, encoding: string) {
    this.#marks = marks;
    if (isTranscoded(encoding)) this.#wide = charsetFor(encoding);
  }

  /** Finds the cells of a row, whose bytes must not change while they are asked for; returns how many there are. */
  read(row: Uint8Array): number {
    this.#bytes = this.#wide === undefined ? row : UTF8.encode(this.#wide.decode(row));
    for (;;) {
      scanDelimited(this.#bytes, 0, this.#bytes.length, true, this.#marks, this.#batch);
      if (!this.#batch.full) break;
      this.#batch = scanBatch(this.#batch.fieldStarts.length * 2);
    }
    this.#fields = this.#batch.rowFields[this.#batch.rows]!;
    return this.#fields;
  }

  /** The value of a cell, quotes resolved; empty where the row has no such cell. */
  cell(field: number): Uint8Array {
    return field < this.#fields ? fieldValue(this.#bytes, this.#batch, field) : NOTHING;
  }

  /** Whether a cell has the same bytes as that of another row. */
  equals(other: RowCells, field: number): boolean {
    const has = field < this.#fields;
    if (!has || field >= other.#fields) return areEqual(this.cell(field), other.cell(field));
    const [a, b] = [this.#batch, other.#batch];
    if (a.fieldKinds[field] !== FieldKind.plain || b.fieldKinds[field] !== FieldKind.plain) {
      return areEqual(this.cell(field), other.cell(field));
    }
    const from = a.fieldStarts[field]!;
    const to = a.fieldEnds[field]!;
    let at = b.fieldStarts[field]!;
    if (b.fieldEnds[field]! - at !== to - from) return false;
    for (let i = from; i < to; i++, at++) if (this.#bytes[i] !== other.#bytes[at]) return false;
    return true;
  }
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
