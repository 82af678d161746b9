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
  const least = Float64Array.from(values).sort().at(-most) ?? -Infinity;
  let level = most;
  for (let i = 0; i < values.length; i++) if (values[i]! > least) level--;
  const largest: number[] = [];
  for (let i = 0; i < values.length; i++) {
    // Of those that are equal to the smallest one taken, the first are.
    if (values[i]! > least || (values[i] === least && level-- > 0)) largest.push(i);
  }
  return largest;
}

/**
 * Indices of the `most` largest positive numbers, largest first, the first on a tie; one pass, nothing is sorted. Only
 * indices that are `wanted` count.
 */
export function mostFrequent(
  counts: ArrayLike<number>,
  most: number,
  wanted: (index: number) => boolean = () => true,
): number[] {
  const top: number[] = [];
  let least = 0;
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index]!;
    if (count <= least || !wanted(index)) continue;
    let at = top.length;
    while (at > 0 && counts[top[at - 1]!]! < count) at--;
    top.splice(at, 0, index);
    if (top.length > most) top.pop();
    if (top.length === most) least = counts[top[most - 1]!]!;
  }
  return top;
}
