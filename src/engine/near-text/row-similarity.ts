import { NO_DOCUMENT } from './documents';
import type { NearTexts } from './near-texts';

/** How alike the texts of two rows are: looked up among the pairs, measured when it is none of them; 0 without a text. */
export function rowSimilarity(near: NearTexts): (row: number, other: number) => number {
  const { documents, pairs, jaccard } = near;
  const noTick = () => undefined;
  return (row, other) => {
    const [a, b] = [documents.of(row), documents.of(other)];
    if (a === NO_DOCUMENT || b === NO_DOCUMENT) return 0;
    if (a === b) return 1;
    const [first, second] = [Math.min(a, b), Math.max(a, b)];
    const place = placeOf(pairs.first, pairs.second, first, second);
    if (place >= 0) return jaccard[place]!;
    const pair = { first: Uint32Array.of(first), second: Uint32Array.of(second) };
    return near.similarities(pair, noTick)[0]!;
  };
}

/** Place of a pair in ascending order; -1 when it is not there. */
function placeOf(firsts: Uint32Array, seconds: Uint32Array, first: number, second: number): number {
  let [low, high] = [0, firsts.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = firsts[middle]! - first || seconds[middle]! - second;
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
