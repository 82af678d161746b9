import type { Codes } from '../../../engine/table/table';

/** Codes of a column, row by row, in one byte each while they fit, then in two. */
export class CodeStore {
  #codes: Codes;
  #rows = 0;

  constructor(expectedRows: number) {
    this.#codes = new Uint8Array(Math.max(16, expectedRows));
  }

  get rows(): number {
    return this.#rows;
  }

  /** Bytes of the codes so far. */
  get bytes(): number {
    return this.#rows * this.#codes.BYTES_PER_ELEMENT;
  }

  /** The codes so far; valid until the next `add`. */
  get codes(): Codes {
    return this.#codes.subarray(0, this.#rows);
  }

  /** Adds rows without a value. */
  skip(rows: number): void {
    this.add(new Uint16Array(rows), 1);
  }

  /** Adds the codes of the next rows, all of them below `size`. */
  add(codes: Uint16Array, size: number): void {
    const rows = this.#rows + codes.length;
    const wide = size > 256 && this.#codes.BYTES_PER_ELEMENT === 1;
    if (wide || rows > this.#codes.length) {
      const length = rows > this.#codes.length ? Math.ceil(rows * 1.3) : this.#codes.length;
      const larger =
        wide || this.#codes.BYTES_PER_ELEMENT === 2
          ? new Uint16Array(length)
          : new Uint8Array(length);
      larger.set(this.#codes.subarray(0, this.#rows));
      this.#codes = larger;
    }
    this.#codes.set(codes, this.#rows);
    this.#rows = rows;
  }

  /** The codes in memory of their own size. */
  finish(): Codes {
    return this.#codes.length - this.#rows > this.#rows / 8 ? this.codes.slice() : this.codes;
  }
}
