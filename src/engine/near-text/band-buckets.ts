import type { TableTick } from '../table';
import { everyRow } from '../ticks';

/** Bits of a digit of the sort. */
const DIGIT = 16;

/** Sorts documents by their key in one band; two passes of a counting sort. Buckets are runs of equal keys. */
export class BandBuckets {
  /** Documents by key, ascending within a bucket. */
  order: Uint32Array;
  /** Key per place of `order`. */
  readonly keys: Uint32Array;
  readonly #documents: Uint32Array;
  #other: Uint32Array;

  /** `documents`: ascending. */
  constructor(documents: Uint32Array) {
    this.#documents = documents;
    this.order = new Uint32Array(documents.length);
    this.#other = new Uint32Array(documents.length);
    this.keys = new Uint32Array(documents.length);
  }

  /** `keyOf`: of a document in the band. @throws Cancelled */
  sort(keyOf: (document: number) => number, tick: TableTick): void {
    const documents = this.#documents;
    const ticked = everyRow(tick);
    const counts = [new Uint32Array(1 << DIGIT), new Uint32Array(1 << DIGIT)] as const;
    for (let i = 0; i < documents.length; i++) {
      ticked(i, documents.length);
      const key = keyOf(documents[i]!);
      counts[0][key & 0xffff]!++;
      counts[1][key >>> DIGIT]!++;
    }
    this.#pass(documents, this.#other, counts[0], (document) => keyOf(document) & 0xffff, ticked);
    this.#pass(this.#other, this.order, counts[1], (document) => keyOf(document) >>> DIGIT, ticked);
    for (let i = 0; i < documents.length; i++) {
      ticked(i, documents.length);
      this.keys[i] = keyOf(this.order[i]!);
    }
  }

  #pass(
    from: Uint32Array,
    to: Uint32Array,
    counts: Uint32Array,
    digitOf: (document: number) => number,
    ticked: TableTick,
  ): void {
    let sum = 0;
    for (let digit = 0; digit < counts.length; digit++) {
      const count = counts[digit]!;
      counts[digit] = sum;
      sum += count;
    }
    for (let i = 0; i < from.length; i++) {
      ticked(i, from.length);
      const document = from[i]!;
      to[counts[digitOf(document)]!++] = document;
    }
  }
}
