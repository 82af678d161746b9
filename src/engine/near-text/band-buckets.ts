import { RepeatSieve } from '../kernels/repeat-sieve';

/** Bits of a digit of the sort: few enough for its counts to cost little where there are few keys. */
const DIGIT = 11;
const DIGITS = 1 << DIGIT;

/** Documents that share their key in one band with another: sorted by key, ascending within a key. */
export interface BandBuckets {
  readonly documents: Uint32Array;
  /** Key per document. */
  readonly keys: Uint32Array;
}

/**
 * Finds the documents whose key in a band is not the only one of its kind, and sorts them: bits tell most of the others,
 * and three passes of a counting sort do the rest. Arrays are used again for the next band.
 */
export class BandSort {
  readonly #documents: Uint32Array;
  readonly #count: number;
  readonly #all: Uint32Array;
  readonly #repeats: RepeatSieve;
  #keys = new Uint32Array(0);
  #found = new Uint32Array(0);
  #otherKeys = new Uint32Array(0);
  #others = new Uint32Array(0);

  /** `keys`: of `count` documents, band by band; `documents`: those that are sorted, ascending. */
  constructor(keys: Uint32Array, count: number, documents: Uint32Array) {
    this.#all = keys;
    this.#count = count;
    this.#documents = documents;
    this.#repeats = new RepeatSieve(documents.length);
  }

  /** Valid until the next call. */
  sort(band: number): BandBuckets {
    const count = this.#select(this.#all.subarray(band * this.#count, (band + 1) * this.#count));
    for (let shift = 0; shift < 32; shift += DIGIT) this.#pass(count, shift);
    return { documents: this.#found.subarray(0, count), keys: this.#keys.subarray(0, count) };
  }

  /** Sorts the first `count` by one digit of their keys, in their order where it is the same. */
  #pass(count: number, shift: number): void {
    const [keys, found, otherKeys, others] = [
      this.#keys,
      this.#found,
      this.#otherKeys,
      this.#others,
    ];
    const at = new Uint32Array(DIGITS);
    for (let i = 0; i < count; i++) at[(keys[i]! >>> shift) & (DIGITS - 1)]!++;
    for (let digit = 0, sum = 0; digit < DIGITS; digit++) {
      const here = at[digit]!;
      at[digit] = sum;
      sum += here;
    }
    for (let i = 0; i < count; i++) {
      const to = at[(keys[i]! >>> shift) & (DIGITS - 1)]!++;
      otherKeys[to] = keys[i]!;
      others[to] = found[i]!;
    }
    [this.#keys, this.#found, this.#otherKeys, this.#others] = [otherKeys, others, keys, found];
  }

  /** Collects the documents whose key, of those of one band, may occur again; returns their number. */
  #select(keys: Uint32Array): number {
    const repeats = this.#repeats;
    repeats.clear();
    for (const document of this.#documents) repeats.addOne(keys[document]!);
    let count = 0;
    for (const document of this.#documents) {
      const key = keys[document]!;
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
