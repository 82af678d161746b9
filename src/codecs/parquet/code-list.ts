import { MISSING, type Codes } from '../../engine/table/table';

/** Codes of a column while they are found, one per row. */
export class CodeList {
  readonly #most: number;
  #codes: Uint32Array;
  #rows = 0;

  /** `most`: rows of the file, which a damaged file may claim without having them. */
  constructor(most: number) {
    this.#most = most;
    this.#codes = new Uint32Array(Math.min(most, 1 << 16));
  }

  get rows(): number {
    return this.#rows;
  }

  /** Room for `count` more codes, missing until they are set; the row of the first is `rows` before the call. */
  extend(count: number): Uint32Array {
    const needed = this.#rows + count;
    if (needed > this.#codes.length) {
      const larger = new Uint32Array(
        Math.min(this.#most, Math.max(needed, this.#codes.length * 2)),
      );
      larger.set(this.#codes);
      this.#codes = larger;
    }
    const from = this.#rows;
    this.#rows = needed;
    return this.#codes.subarray(from, needed).fill(MISSING);
  }

  /** The codes in the narrowest width for a dictionary of `size`. */
  finish(size: number): Codes {
    const codes = this.#codes.subarray(0, this.#rows);
    if (size <= 0x100) return Uint8Array.from(codes);
    if (size <= 0x10000) return Uint16Array.from(codes);
    return this.#codes.length === this.#rows ? this.#codes : codes.slice();
  }
}
