import type { TableTick } from '../table/table';
import { TICK_ROWS } from '../ticks';

/** Rows for which there is room before any is found. */
const FEW_FOUND = 1 << 14;

/** Slots per row, at least: one row in five or fewer looks repeated by chance. */
const SLOTS_PER_ROW = 4;
/** Slots per word: two bits each. */
const PER_WORD = 16;

/** Slots of a sieve for so many hashes: a power of two. */
export function sieveSlots(rowCount: number): number {
  let slots = PER_WORD;
  while (slots < SLOTS_PER_ROW * rowCount && slots < 2 ** 31) slots *= 2;
  return slots;
}

/**
 * Which hashes may occur more than once: two bits per slot, "some row has it" and "several rows have it" (the counting
 * filter of Fan et al. 2000 with counters that stop at 2). One to two bytes per row tell most rows without an equal.
 */
export class RepeatSieve {
  readonly #words: Uint32Array;
  readonly #last: number;

  constructor(rowCount: number) {
    const slots = sieveSlots(rowCount);
    this.#words = new Uint32Array(slots / PER_WORD);
    this.#last = slots - 1;
  }

  /** Counts the hashes of rows by their lower lane: `keys` has two lanes per row. */
  add(keys: Uint32Array, rows: number): void {
    const words = this.#words;
    const last = this.#last;
    for (let i = 0; i < rows; i++) {
      const slot = keys[2 * i]! & last;
      const bit = 1 << ((slot & 15) << 1);
      const word = words[slot >>> 4]!;
      words[slot >>> 4] = word | bit | ((word & bit) << 1);
    }
  }

  /** The rows whose lower lane may repeat, ascending; `keys` as for `add`. @throws Cancelled (from tick) */
  repeated(keys: Uint32Array, rows: number, tick: TableTick): Uint32Array {
    let found = new Uint32Array(Math.min(rows, FEW_FOUND));
    let n = 0;
    for (let from = 0; from < rows; from += TICK_ROWS) {
      tick(from, rows);
      const to = Math.min(rows, from + TICK_ROWS);
      if (n + to - from > found.length) found = longer(found, Math.min(rows, 2 * (n + to - from)));
      n = this.#find(keys, from, to, found, n);
    }
    return found.subarray(0, n);
  }

  #find(keys: Uint32Array, from: number, to: number, found: Uint32Array, n: number): number {
    const words = this.#words;
    const last = this.#last;
    for (let row = from; row < to; row++) {
      const slot = keys[2 * row]! & last;
      found[n] = row;
      if (((words[slot >>> 4]! >>> ((slot & 15) << 1)) & 2) !== 0) n++;
    }
    return n;
  }

  /** Counts one hash. */
  addOne(low: number): void {
    const slot = low & this.#last;
    const bit = 1 << ((slot & 15) << 1);
    const word = this.#words[slot >>> 4]!;
    this.#words[slot >>> 4] = word | bit | ((word & bit) << 1);
  }

  /** Forgets all hashes. */
  clear(): void {
    this.#words.fill(0);
  }

  /** False: no two of the lower lanes that were counted are this one. */
  mayRepeat(low: number): boolean {
    const slot = low & this.#last;
    return ((this.#words[slot >>> 4]! >>> ((slot & 15) << 1)) & 2) !== 0;
  }
}

function longer(rows: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(length);
  grown.set(rows);
  return grown;
}
