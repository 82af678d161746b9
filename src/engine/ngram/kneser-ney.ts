import { PairTable } from '../kernels/pair-table';
import { fmix32 } from '../near-text/hashes';
import { Counters } from './counters';

/** Words of an n-gram, if nothing else is asked; and at most. */
export const ORDER = 4;
export const MOST_ORDER = 6;
/** Stands before the first word of a text, once less than an n-gram has words. */
const START = 0x5bd1e995;
/** Odd multipliers, per lane and place before the last word. */
const LOW = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae3d, 0x27d4eb2f, 0x2c1b3c6d, 0x297a2d39] as const;
const HIGH = [0x165667b1, 0xd3a2646d, 0xfd7046c5, 0xb55a4f09, 0x735a2d97, 0x4b9f6e35] as const;
/** The discount where the counts of counts do not give one. */
const USUAL_DISCOUNT = 0.75;

/** Counts of one order: of n-grams, and of what follows their contexts. N-grams are told by 64 bits. */
class Level {
  /** Per n-gram: how often it is there; below the highest order, after how many different words. */
  readonly counts = new Counters();
  /** Per context: the sum of the counts of its n-grams, and how many of these there are. */
  readonly sums = new Counters();
  readonly kinds = new Counters();
  readonly grams = new PairTable();
  readonly contexts = new PairTable();
}

/**
 * An interpolated Kneser-Ney model, usually of order 4 (Kneser and Ney 1995; Chen and Goodman 1999):
 * P(w | h) = max(c(hw) - D, 0) / c(h) + D N(h.) / c(h) P(w | h'), where lower orders count the different words before
 * an n-gram, and the lowest is interpolated with 1 / (words + 1). Texts begin after start signs; words are 32-bit
 * hashes. A text can be removed and put back: its commonness among the others is its probability while it is out.
 * Memory: up to 200 bytes per word.
 */
export class KneserNey {
  readonly order: number;
  readonly #levels: readonly Level[];
  #discounts: readonly number[];
  /** Of the word at hand, by words of the context: numbers of its n-grams and of their contexts. */
  readonly #grams: Uint32Array;
  readonly #contexts: Uint32Array;

  /** `order`: words of an n-gram, from 2 to MOST_ORDER; `discount`: of every order, until one is estimated. */
  constructor(order = ORDER, discount = USUAL_DISCOUNT) {
    this.order = order;
    this.#levels = Array.from({ length: order }, () => new Level());
    this.#discounts = this.#levels.map(() => discount);
    this.#grams = new Uint32Array(order);
    this.#contexts = new Uint32Array(order);
  }

  /** D per order, for contexts of no word and more. */
  get discounts(): readonly number[] {
    return this.#discounts;
  }

  /** Counts a text that is there `times` times. */
  add(words: Uint32Array, times = 1): void {
    const count = () => {
      let more = times;
      for (let context = this.order - 1; context >= 0; context--) {
        const { counts, sums, kinds } = this.#levels[context]!;
        const [gram, of] = [this.#grams[context]!, this.#contexts[context]!];
        const isNew = counts.at(gram) === 0;
        counts.add(gram, more);
        sums.add(of, more);
        if (!isNew) return;
        kinds.add(of, 1);
        // What is new is one more word before the n-gram of the next order.
        more = 1;
      }
    };
    this.#each(words, count, entered);
  }

  /** Takes a text that was added away, once. */
  remove(words: Uint32Array): void {
    this.#each(words, () => {
      for (let context = this.order - 1; context >= 0; context--) {
        const { counts, sums, kinds } = this.#levels[context]!;
        const [gram, of] = [this.#grams[context]!, this.#contexts[context]!];
        counts.add(gram, -1);
        sums.add(of, -1);
        if (counts.at(gram) > 0) return;
        kinds.add(of, -1);
      }
    });
  }

  /** Estimates each order's discount as n1 / (n1 + 2 n2) from how many n-grams are there once and twice. */
  estimateDiscounts(): void {
    this.#discounts = this.#levels.map(({ counts }) => {
      const once = counts.having(1);
      const discount = once / (once + 2 * counts.having(2));
      return discount > 0 && discount < 1 ? discount : USUAL_DISCOUNT;
    });
  }

  /** The mean of ln P over the words of a text; NaN for none. */
  meanLog(words: Uint32Array): number {
    let sum = 0;
    this.#each(words, () => {
      sum += Math.log(this.#probability());
    });
    return sum / words.length;
  }

  /** P of the last word of a text that begins with the others. */
  probability(words: Uint32Array): number {
    let last = 0;
    this.#each(words, () => {
      last = this.#probability();
    });
    return last;
  }

  #probability(): number {
    let probability = 1 / (this.#levels[0]!.kinds.at(0) + 1);
    for (let context = 0; context < this.order; context++) {
      const { counts, sums, kinds } = this.#levels[context]!;
      const of = this.#contexts[context]!;
      const sum = sums.at(of);
      if (sum === 0) continue;
      const discount = this.#discounts[context]!;
      const count = counts.at(this.#grams[context]!);
      probability = (Math.max(count - discount, 0) + discount * kinds.at(of) * probability) / sum;
    }
    return probability;
  }

  /** Goes through the words of a text with the numbers of the n-grams that end in each, and of their contexts. */
  #each(words: Uint32Array, take: () => void, number = known): void {
    const before = Array.from({ length: this.order - 1 }, () => START);
    for (const word of words) {
      let [low, high] = [Math.imul(word, LOW[0]), Math.imul(word, HIGH[0])];
      let [contextLow, contextHigh] = [0, 0];
      for (let context = 0; context < this.order; context++) {
        if (context > 0) {
          const other = before[this.order - 1 - context]!;
          low = (low + Math.imul(fmix32(other ^ context), LOW[context]!)) | 0;
          high = (high + Math.imul(fmix32(other + context), HIGH[context]!)) | 0;
          contextLow = (contextLow + Math.imul(fmix32(other ^ context), LOW[context]!)) | 0;
          contextHigh = (contextHigh + Math.imul(fmix32(other + context), HIGH[context]!)) | 0;
        }
        const level = this.#levels[context]!;
        this.#grams[context] = number(level.grams, fmix32(low), fmix32(high));
        this.#contexts[context] = number(level.contexts, fmix32(contextLow), fmix32(contextHigh));
      }
      take();
      before.shift();
      before.push(word);
    }
  }
}

type NumberOf = (table: PairTable, low: number, high: number) => number;

/** The number of an n-gram, which is new if need be. */
const entered: NumberOf = (table, low, high) => table.entryOf(low, high);

/** The number of an n-gram; one that nothing was counted for when it is not there. */
const known: NumberOf = (table, low, high) => table.find(low, high) >>> 0;
