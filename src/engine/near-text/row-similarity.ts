import { NO_DOCUMENT } from './documents';
import type { NearTexts } from './near-texts';

/** How alike the texts of two rows are: looked up among the pairs, measured when it is none of them; 0 without a text. */
export function rowSimilarity({
  documents,
  known,
  similarities,
}: NearTexts): (row: number, other: number) => number {
  const noTick = () => undefined;
  return (row, other) => {
    const [a, b] = [documents.of(row), documents.of(other)];
    if (a === NO_DOCUMENT || b === NO_DOCUMENT) return 0;
    const similarity = known.find(a, b);
    if (similarity !== -1) return similarity;
    const pair = { first: Uint32Array.of(Math.min(a, b)), second: Uint32Array.of(Math.max(a, b)) };
    return similarities(pair, noTick)[0]!;
  };
}
