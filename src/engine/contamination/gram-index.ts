import { PairTable } from '../kernels/pair-table';
import { fmix32 } from '../near-text/hashes';

const LOW = 0x9e3779b1;
const HIGH = 0x85ebca6b;
const NONE = -1;

/** Where a run of words stands. */
export interface Place {
  readonly item: number;
  /** Its first word. */
  readonly at: number;
}

/**
 * Runs of `n` words, told by 64 bits, and where they stand in the items that were added. Rolling hashes (Karp and Rabin
 * 1987) with two multipliers; memory follows the words of the items.
 */
export class GramIndex {
  readonly n: number;
  readonly #table = new PairTable();
  readonly #powers: readonly [number, number];
  /** Last place of each run, and for each place the one before. */
  readonly #last: number[] = [];
  readonly #before: number[] = [];
  readonly #items: number[] = [];
  readonly #ats: number[] = [];

  constructor(n: number) {
    this.n = n;
    let [low, high] = [1, 1];
    for (let i = 1; i < n; i++) [low, high] = [Math.imul(low, LOW), Math.imul(high, HIGH)];
    this.#powers = [low, high];
  }

  /** Different runs. */
  get size(): number {
    return this.#table.size;
  }

  /** Adds the runs of an item that reach beyond its first `from` words, each where it first stands in it. */
  add(item: number, words: Uint32Array, from = 0): void {
    this.#each(words, (low, high, at) => {
      if (at + this.n <= from) return;
      const gram = this.#table.entryOf(low, high);
      const last = this.#last[gram] ?? NONE;
      if (last !== NONE && this.#items[last] === item) return;
      this.#before.push(last);
      this.#items.push(item);
      this.#last[gram] = this.#ats.push(at) - 1;
    });
  }

  /** The runs of a text that are in some item, with their number and place in the text. */
  hits(words: Uint32Array, take: (gram: number, at: number) => void): void {
    this.#each(words, (low, high, at) => {
      const gram = this.#table.find(low, high);
      if (gram >= 0) take(gram, at);
    });
  }

  /** Where a run stands, in each item once. */
  places(gram: number, take: (place: Place) => void): void {
    for (let place = this.#last[gram]!; place !== NONE; place = this.#before[place]!) {
      take({ item: this.#items[place]!, at: this.#ats[place]! });
    }
  }

  #each(words: Uint32Array, take: (low: number, high: number, at: number) => void): void {
    const { n } = this;
    let [low, high] = [0, 0];
    for (let i = 0; i < words.length; i++) {
      if (i >= n) {
        low = (low - Math.imul(words[i - n]!, this.#powers[0])) | 0;
        high = (high - Math.imul(fmix32(words[i - n]!), this.#powers[1])) | 0;
      }
      low = (Math.imul(low, LOW) + words[i]!) | 0;
      high = (Math.imul(high, HIGH) + fmix32(words[i]!)) | 0;
      if (i >= n - 1) take(fmix32(low), fmix32(high), i - n + 1);
    }
  }
}
