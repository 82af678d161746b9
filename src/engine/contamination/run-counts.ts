import { wordsOf } from '../ngram/words-of';
import type { Benchmark } from './benchmark';
import type { Ignored } from './compare-text';
import type { GramIndex } from './gram-index';

const encoder = new TextEncoder();

/** In how many texts the runs of a benchmark are, so that common phrases can be ignored, and phrases that were named. */
export class RunCounts {
  readonly #benchmark: Benchmark;
  readonly #long: TextCounts;
  readonly #short: TextCounts;
  readonly #items = new Set<number>();

  constructor(benchmark: Benchmark, phrases: readonly string[]) {
    this.#benchmark = benchmark;
    this.#long = new TextCounts(benchmark.long);
    this.#short = new TextCounts(benchmark.short);
    for (const phrase of phrases) {
      const bytes = encoder.encode(phrase);
      const words = wordsOf(bytes, 0, bytes.length, Infinity, 'n3');
      this.#long.ignore(words);
      this.#short.ignore(words);
      const whole = benchmark.equalTo(words);
      if (whole >= 0) this.#items.add(whole);
    }
  }

  /** Counts the runs of a text; false where it has none of the benchmark's. */
  add(document: number, words: Uint32Array): boolean {
    const short = this.#short.add(document, words);
    this.#long.add(document, words);
    return short || this.#benchmark.equalTo(words) >= 0;
  }

  /** Ignores the runs of more than so many texts; `runs`: how many long ones that are. */
  above(limit: number): Ignored & { readonly runs: number } {
    return {
      long: (gram) => this.#long.of(gram) > limit,
      short: (gram) => this.#short.of(gram) > limit,
      item: (item) => this.#items.has(item),
      runs: this.#long.above(limit),
    };
  }
}

/** In how many texts each run is; endlessly many for runs that are ignored. */
class TextCounts {
  readonly #grams: GramIndex;
  readonly #counts: Uint32Array;
  readonly #last: Uint32Array;
  readonly #ignored = new Set<number>();

  constructor(grams: GramIndex) {
    this.#grams = grams;
    this.#counts = new Uint32Array(grams.size);
    this.#last = new Uint32Array(grams.size);
  }

  ignore(words: Uint32Array): void {
    this.#grams.hits(words, (gram) => this.#ignored.add(gram));
  }

  add(document: number, words: Uint32Array): boolean {
    let any = false;
    this.#grams.hits(words, (gram) => {
      any = true;
      if (this.#last[gram] === document + 1) return;
      this.#last[gram] = document + 1;
      this.#counts[gram]!++;
    });
    return any;
  }

  of(run: number): number {
    return this.#ignored.has(run) ? Infinity : this.#counts[run]!;
  }

  above(limit: number): number {
    return this.#counts.reduce((n, _, run) => n + (this.of(run) > limit ? 1 : 0), 0);
  }
}
