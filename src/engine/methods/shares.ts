/**
 * Splits a whole number in proportion to `weights` (not all 0) by largest remainder: every part gets the floor of its
 * share, and those with the largest remainders, to 12 decimals, one more; ties go to the first.
 */
export function largestRemainder(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: rounded(share - Math.floor(share)) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) parts[index]!++;
  return parts;
}

/** What is left of 0.57 of 100 rows is as near to 1 as numbers come, and so is that of 0.43: both are the same. */
const rounded = (remainder: number) => Math.round(remainder * 1e12);
