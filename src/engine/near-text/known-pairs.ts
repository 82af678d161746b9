import { lowerBound } from '../statistics/lower-bound';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { PairList, type Pairs } from './pair-list';

/** Similarities that were measured, so that no text is read again for them. */
export class KnownPairs {
  readonly #pairs: Pairs;
  readonly #jaccard: Float32Array;
  readonly #same: Pairs;

  /**
   * `pairs`: ascending by (first, second), `jaccard[i]` the similarity of each. `same`: pairs among them that may have the
   * same shingles, each `second` once and ascending.
   */
  constructor(pairs: Pairs, jaccard: Float32Array, same: Pairs) {
    this.#pairs = pairs;
    this.#jaccard = jaccard;
    this.#same = same;
  }

  /** The similarity of two documents; -1 where it is not known. */
  find(one: number, other: number): number {
    const [a, b] = [this.#first(one), this.#first(other)];
    return a === b ? 1 : this.#measured(Math.min(a, b), Math.max(a, b));
  }

  /** The similarities of pairs, of which those that are not known are measured. @throws Cancelled */
  complete(
    { first, second }: Pairs,
    measure: (pairs: Pairs, tick: TableTick) => Float32Array,
    tick: TableTick,
  ): Float32Array {
    const similarity = new Float32Array(first.length);
    const unknown = new PairList();
    const places: number[] = [];
    const ticked = everyRow(tick);
    for (let i = 0; i < first.length; i++) {
      ticked(i, first.length);
      similarity[i] = this.find(first[i]!, second[i]!);
      if (similarity[i] !== -1) continue;
      unknown.push(first[i]!, second[i]!);
      places.push(i);
    }
    measure(unknown.listed(), tick).forEach((jaccard, i) => {
      similarity[places[i]!] = jaccard;
    });
    return similarity;
  }

  /** The first document that is proven to have the shingles of another; that one itself where there is none. */
  #first(document: number): number {
    const { first, second } = this.#same;
    const place = lowerBound(second.length, (i) => second[i]! < document);
    if (second[place] !== document) return document;
    return this.#measured(first[place]!, document) === 1 ? first[place]! : document;
  }

  #measured(first: number, second: number): number {
    const { first: firsts, second: seconds } = this.#pairs;
    const place = lowerBound(
      firsts.length,
      (i) => firsts[i]! < first || (firsts[i] === first && seconds[i]! < second),
    );
    return firsts[place] === first && seconds[place] === second ? this.#jaccard[place]! : -1;
  }
}
