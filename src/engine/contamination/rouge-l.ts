/**
 * ROUGE-L of two texts (Lin 2004): the F measure of their longest common subsequence of words, 0 to 1. Time grows with
 * the product of their lengths.
 */
export function rougeL(one: Uint32Array, other: Uint32Array): number {
  if (one.length === 0 || other.length === 0) return 0;
  const row = new Uint32Array(other.length + 1);
  for (const word of one) {
    let diagonal = 0;
    for (let j = 1; j <= other.length; j++) {
      const above = row[j]!;
      row[j] = word === other[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]!);
      diagonal = above;
    }
  }
  return (2 * row[other.length]!) / (one.length + other.length);
}
