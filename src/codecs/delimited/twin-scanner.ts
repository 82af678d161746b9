import { scanBatch, scanDelimited } from './scan-delimited';
import type { ScanBatch, ScanMarks } from './scan-delimited';
import { Utf8Census } from '../encodings/utf8-census';

/** What some bytes hold besides fields. */
export interface Survey {
  /** Well-formed sequences of UTF-8 of more than one byte, and bytes that are malformed. */
  readonly multibyte: number;
  readonly malformed: number;
  /** Index of the first malformed byte, or -1. */
  readonly firstMalformed: number;
  readonly hasNul: boolean;
}

/**
 * Scans what was read of a file, batch by batch, with the scanner in TypeScript. Positions are indices into the bytes
 * that were loaded last.
 */
export class TwinScanner {
  protected readonly marks: ScanMarks;
  protected bytes: Uint8Array = new Uint8Array(0);
  protected to = 0;
  protected ended = false;
  #batch: ScanBatch;

  /** Batches have `fields` fields, to begin with. */
  constructor(marks: ScanMarks, fields: number) {
    this.marks = marks;
    this.#batch = scanBatch(fields);
  }

  /** What the last scan found; valid until the next scan. */
  get batch(): ScanBatch {
    return this.#batch;
  }

  /** Takes the bytes [from, to), which must not change before the next load; `ended` if the file ends there. */
  load(bytes: Uint8Array, _from: number, to: number, ended: boolean): void {
    this.bytes = bytes;
    this.to = to;
    this.ended = ended;
  }

  /** Finds rows from `from`, which is on line `line`, and returns the position after the last: `scanDelimited`. */
  scan(from: number, line: number): number {
    const { batch } = this;
    batch.line = line;
    return scanDelimited(this.bytes, from, this.to, this.ended, this.marks, batch);
  }

  /** What stands in the loaded bytes [from, to), which begin and end between characters of UTF-8. */
  survey(from: number, to: number): Survey {
    const census = new Utf8Census();
    const firstMalformed = census.add(this.bytes, from, to);
    const { multibyte, malformed } = census;
    const nul = this.bytes.subarray(from, to).indexOf(0);
    return { multibyte, malformed, firstMalformed, hasNul: nul >= 0 };
  }

  /** Makes room for twice as many fields per batch. What was loaded stays. */
  enlarge(): void {
    this.#batch = scanBatch(this.batch.fieldStarts.length * 2);
  }
}
