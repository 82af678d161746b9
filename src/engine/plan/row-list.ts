import type { BitSet } from '../kernels/bit-sets';

/** Row numbers by their place, from 0; a `Uint32Array` is one. */
export interface RowList {
  readonly length: number;
  at(place: number): number | undefined;
}

/** The rows of a set, ascending, by their place: at once where places ascend, and no list of them is made. */
export class RowsOfBits implements RowList {
  readonly #bits: BitSet;
  /** Rows before each word, and all rows. */
  readonly #before: Uint32Array;
  /** The place asked for last, its row, and the rows of its word that follow. */
  #place = -1;
  #row = -1;
  #word = 0;
  #rest = 0;

  constructor(bits: BitSet) {
    this.#bits = bits;
    this.#before = new Uint32Array(bits.length + 1);
    for (let i = 0; i < bits.length; i++) {
      let n = this.#before[i]!;
      for (let word = bits[i]!; word !== 0; word &= word - 1) n++;
      this.#before[i + 1] = n;
    }
    this.#rest = bits[0] ?? 0;
  }

  get length(): number {
    return this.#before[this.#bits.length]!;
  }

  at(place: number): number | undefined {
    if (place === this.#place) return this.#row;
    if (place >= this.length) return undefined;
    if (place !== this.#place + 1) this.#seek(place);
    while (this.#rest === 0) this.#rest = this.#bits[++this.#word]!;
    this.#row = 32 * this.#word + 31 - Math.clz32(this.#rest & -this.#rest);
    this.#rest &= this.#rest - 1;
    this.#place = place;
    return this.#row;
  }

  /** Makes the row at a place the next one. */
  #seek(place: number): void {
    let low = 0;
    let high = this.#bits.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#before[middle]! <= place) low = middle;
      else high = middle;
    }
    this.#word = low;
    this.#rest = this.#bits[low]!;
    for (let n = this.#before[low]!; n < place; n++) this.#rest &= this.#rest - 1;
  }
}
