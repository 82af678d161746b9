import type { Codes, KeyLanes } from '../../engine/table';

/** Row keys of a part while it is read: zero until an open column adds to them. */
export class KeyStore {
  #low: Uint32Array;
  #high: Uint32Array;
  #used = false;

  constructor(readonly expectedRows: number) {
    this.#low = new Uint32Array(0);
    this.#high = new Uint32Array(0);
  }

  /** Adds to the keys of the rows from `row` on. */
  add(row: number, low: Uint32Array, high: Uint32Array): void {
    this.#reserve(row + low.length);
    const [lows, highs] = [this.#low, this.#high];
    for (let i = 0; i < low.length; i++) {
      lows[row + i]! += low[i]!;
      highs[row + i]! += high[i]!;
    }
  }

  /** Adds to the keys of the rows from `row` on what their code in one column stands for. */
  addByCode(row: number, codes: Codes, low: Uint32Array, high: Uint32Array): void {
    this.#reserve(row + codes.length);
    const [lows, highs] = [this.#low, this.#high];
    for (let i = 0; i < codes.length; i++) {
      const code = codes[i]!;
      lows[row + i]! += low[code]!;
      highs[row + i]! += high[code]!;
    }
  }

  /** The keys of `rows` rows; undefined when no column added to them. */
  finish(rows: number): KeyLanes | undefined {
    if (!this.#used) return undefined;
    this.#reserve(rows);
    if (rows === this.#low.length) return { low: this.#low, high: this.#high };
    return { low: this.#low.slice(0, rows), high: this.#high.slice(0, rows) };
  }

  #reserve(rows: number): void {
    this.#used = true;
    if (rows <= this.#low.length) return;
    const length = Math.max(this.expectedRows, Math.ceil(rows * 1.3));
    const [low, high] = [new Uint32Array(length), new Uint32Array(length)];
    low.set(this.#low);
    high.set(this.#high);
    this.#low = low;
    this.#high = high;
  }
}
