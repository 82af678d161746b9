import type { Codes } from '../../../engine/table/table';

/** Row keys of a part while it is read, the lower lane alone: zero until a column adds to them. */
export class KeyStore {
  #keys = new Uint32Array(0);
  #rows = 0;

  constructor(readonly expectedRows: number) {}

  /** Bytes of the keys so far. */
  get bytes(): number {
    return 4 * this.#rows;
  }

  /** Adds to the keys of the rows from `row` on. */
  add(row: number, added: Uint32Array): void {
    this.#reserve(row + added.length);
    const keys = this.#keys;
    for (let i = 0; i < added.length; i++) keys[row + i]! += added[i]!;
  }

  /** Adds to the keys of the rows from `row` on what their code in one column stands for. */
  addByCode(row: number, codes: Codes, added: Uint32Array): void {
    this.#reserve(row + codes.length);
    const keys = this.#keys;
    for (let i = 0; i < codes.length; i++) keys[row + i]! += added[codes[i]!]!;
  }

  /** The keys of `rows` rows; undefined when no column added to them. */
  finish(rows: number): Uint32Array | undefined {
    if (this.#rows === 0) return undefined;
    this.#reserve(rows);
    const spare = this.#keys.length - rows;
    return spare > rows / 8 ? this.#keys.slice(0, rows) : this.#keys.subarray(0, rows);
  }

  #reserve(rows: number): void {
    this.#rows = Math.max(this.#rows, rows);
    if (rows <= this.#keys.length) return;
    const keys = new Uint32Array(Math.max(this.expectedRows, Math.ceil(rows * 1.3)));
    keys.set(this.#keys);
    this.#keys = keys;
  }
}
