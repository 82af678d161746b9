/** Index of the smallest and of the largest number; the first on a tie, 0 for an empty list. */
export function extremes(values: ArrayLike<number>): { rarest: number; largest: number } {
  let rarest = 0;
  let largest = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i]! < values[rarest]!) rarest = i;
    if (values[i]! > values[largest]!) largest = i;
  }
  return { rarest, largest };
}

/** Indices of the `most` largest numbers, back in their own order. */
export function largestInOrder(values: ArrayLike<number>, most: number): number[] {
  const indices = Array.from(values, (_, i) => i);
  if (indices.length <= most) return indices;
  return indices
    .sort((a, b) => values[b]! - values[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}
