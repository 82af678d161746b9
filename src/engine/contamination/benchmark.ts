import { PairTable } from '../kernels/pair-table';
import { fmix32 } from '../near-text/hashes';
import { GramIndex } from './gram-index';

/** One text to evaluate on. */
export interface Item {
  /** The first row that has it. */
  readonly row: number;
  /** Hashes of its words, without punctuation and numbers. */
  readonly words: Uint32Array;
  /** Its first word of which runs count: those that end before are of its prompt alone. */
  readonly from: number;
}

/** Words of the runs of which an item may share only so many. */
export const SHORT_RUN = 8;

/** The texts to evaluate on, to be looked for in others. */
export class Benchmark {
  readonly items: Item[] = [];
  /** Runs of n words, one of which says that a text holds an item. */
  readonly long: GramIndex;
  /** Runs of eight words, or of n where that is less. */
  readonly short: GramIndex;
  readonly #whole = new PairTable();
  readonly #itemOf: number[] = [];
  /** Items of fewer words than a run, which are only found whole. */
  shortItems = 0;

  constructor(n: number) {
    this.long = new GramIndex(n);
    this.short = new GramIndex(Math.min(SHORT_RUN, n));
  }

  /** The number of the item; -1 for a text without words, which is none. */
  add(row: number, words: Uint32Array, from = 0): number {
    if (words.length === 0) return -1;
    const item = this.items.push({ row, words, from }) - 1;
    const whole = this.#whole.entryOf(...keyOf(words));
    this.#itemOf[whole] ??= item;
    if (words.length < this.long.n) {
      this.shortItems++;
      return item;
    }
    this.long.add(item, words, from);
    this.short.add(item, words, from);
    return item;
  }

  /** The first item that has just these words; -1 for none. */
  equalTo(words: Uint32Array): number {
    if (words.length === 0) return -1;
    const whole = this.#whole.find(...keyOf(words));
    return whole < 0 ? -1 : this.#itemOf[whole]!;
  }
}

/** Short runs of an item that count. */
export function countedRuns({ words, from }: Item, n: number): number {
  return words.length - n + 1 - Math.max(0, from - n + 1);
}

function keyOf(words: Uint32Array): readonly [low: number, high: number] {
  let [low, high] = [words.length, 0x2545f491];
  for (const word of words) {
    low = Math.imul(fmix32(low ^ word), 0x9e3779b1);
    high = Math.imul(fmix32(high + word), 0x85ebca6b);
  }
  return [fmix32(low), fmix32(high)];
}
