import { RepeatSieve } from '../kernels/repeat-sieve';

/** Bits of a digit of the sort. */
const DIGIT = 16;
const DIGITS = 1 << DIGIT;

/** Documents that share their key in one band with another: sorted by key, ascending within a key. */
export interface BandBuckets {
  readonly documents: Uint32Array;
  /** Key per document. */
  readonly keys: Uint32Array;
}

/**
 * Finds the documents whose key in a band is not the only one of its kind, and sorts them: bits tell most of the others,
 * and two passes of a counting sort do the rest. Arrays are used again for the next band.
 */
export class BandSort {
  readonly #documents: Uint32Array;
  readonly #bands: number;
  readonly #all: Uint32Array;
  readonly #repeats: RepeatSieve;
  #keys = new Uint32Array(0);
  #found = new Uint32Array(0);
  #otherKeys = new Uint32Array(0);
  #others = new Uint32Array(0);

  /** `keys`: `bands` per document; `documents`: ascending. */
  constructor(keys: Uint32Array, bands: number, documents: Uint32Array) {
    this.#all = keys;
    this.#bands = bands;
    this.#documents = documents;
    this.#repeats = new RepeatSieve(documents.length);
  }

  /** Valid until the next call. */
  sort(band: number): BandBuckets {
    const count = this.#select(band);
    const lower = new Uint32Array(DIGITS);
    const upper = new Uint32Array(DIGITS);
    for (let i = 0; i < count; i++) {
      lower[this.#keys[i]! & (DIGITS - 1)]!++;
      upper[this.#keys[i]! >>> DIGIT]!++;
    }
    let at = starts(lower);
    for (let i = 0; i < count; i++) {
      const to = at[this.#keys[i]! & (DIGITS - 1)]!++;
      this.#otherKeys[to] = this.#keys[i]!;
      this.#others[to] = this.#found[i]!;
    }
    at = starts(upper);
    for (let i = 0; i < count; i++) {
      const to = at[this.#otherKeys[i]! >>> DIGIT]!++;
      this.#keys[to] = this.#otherKeys[i]!;
      this.#found[to] = this.#others[i]!;
    }
    return { documents: this.#found.subarray(0, count), keys: this.#keys.subarray(0, count) };
  }

  /** Collects the documents whose key may occur again; returns their number. */
  #select(band: number): number {
    const repeats = this.#repeats;
    repeats.clear();
    for (const document of this.#documents)
      repeats.addOne(this.#all[document * this.#bands + band]!);
    let count = 0;
    for (const document of this.#documents) {
      const key = this.#all[document * this.#bands + band]!;
      if (!repeats.mayRepeat(key)) continue;
      if (count === this.#keys.length) this.#grow();
      this.#keys[count] = key;
      this.#found[count++] = document;
    }
    return count;
  }

  #grow(): void {
    const room = Math.max(1024, 2 * this.#keys.length);
    const longer = (array: Uint32Array) => {
      const grown = new Uint32Array(room);
      grown.set(array);
      return grown;
    };
    this.#keys = longer(this.#keys);
    this.#found = longer(this.#found);
    this.#otherKeys = new Uint32Array(room);
    this.#others = new Uint32Array(room);
  }
}

/** Counts to where each digit begins. */
function starts(counts: Uint32Array): Uint32Array {
  let sum = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit]!;
    counts[digit] = sum;
    sum += count;
  }
  return counts;
}
