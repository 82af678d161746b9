import { gini } from './evenness';

/** The head of counts: the fewest entities that make 80% of all occurrences. */
export interface HeadTail {
  /** Entities of the head, and what share of all entities they are. */
  readonly head: number;
  readonly headShare: number;
  /** Occurrences of the rarest entity of the head. */
  readonly boundary: number;
  readonly gini: number;
  /** Whether an entity is in the head; equal counts are parted by their order. */
  readonly isHead: Uint8Array;
  /** Probability with which an occurrence is kept when the head is cut to its boundary: min(1, boundary / count). */
  readonly keep: Float64Array;
}

const COVERED = 0.8;

/** Head and tail of positive counts. */
export function headTail(counts: readonly number[]): HeadTail {
  const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const all = counts.reduce((sum, n) => sum + n, 0);
  const isHead = new Uint8Array(counts.length);
  let [head, held] = [0, 0];
  while (head < order.length && held < COVERED * all - 1e-9) {
    isHead[order[head]!] = 1;
    held += counts[order[head++]!]!;
  }
  const boundary = head > 0 ? counts[order[head - 1]!]! : 0;
  return {
    head,
    headShare: counts.length > 0 ? head / counts.length : 0,
    boundary,
    gini: gini(counts),
    isHead,
    keep: Float64Array.from(counts, (n) => Math.min(1, boundary / n)),
  };
}
