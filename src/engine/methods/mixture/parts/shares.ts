/** Limits of shares; shares sum to 1. */
export interface ShareLimits {
  readonly least: readonly number[];
  readonly most: readonly number[];
}

/** Sizes to the power of 1 / tau as shares: tau 1 is natural, Infinity uniform. */
export function temperatureShares(sizes: readonly number[], tau: number): number[] {
  // Relative to the largest, so that no power overflows.
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  return asShares(sizes.map((size) => (size / largest) ** (1 / tau)));
}

/** Numbers above 0 divided by their sum. */
export function asShares(weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Shares in proportion to `weights` (above 0) within limits, by water-filling: the level at which all of them, each cut
 * to its limits, sum to 1. The limits must allow that: sum of `least` <= 1 <= sum of `most`.
 */
export function waterFilled(weights: readonly number[], { least, most }: ShareLimits): number[] {
  const cut = (level: number) =>
    weights.map((weight, i) => Math.min(most[i]!, Math.max(least[i]!, level * weight)));
  const sumAt = (level: number) => cut(level).reduce((sum, share) => sum + share, 0);
  const bends = weights
    .flatMap((weight, i) => [least[i]! / weight, most[i]! / weight])
    .sort((a, b) => a - b);
  // The first bend at which the sum reaches 1; below it, which shares move is the same.
  let [low, high] = [0, bends.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sumAt(bends[middle]!) >= 1) high = middle;
    else low = middle + 1;
  }
  const above = bends[low]!;
  const below = low > 0 ? bends[low - 1]! : 0;
  const inside = (below + above) / 2;
  const moves = weights.map(
    (weight, i) => inside * weight > least[i]! && inside * weight < most[i]!,
  );
  const held = cut(inside).reduce((sum, share, i) => sum + (moves[i] ? 0 : share), 0);
  const moving = weights.reduce((sum, weight, i) => sum + (moves[i] ? weight : 0), 0);
  return cut(moving > 0 ? (1 - held) / moving : above);
}

/**
 * What each group gives of a budget that is spread as evenly as `epochs` passes over each group allow (UniMax, Chung et
 * al. 2023), in the unit of the sizes. The sum is below the budget when all groups are used up.
 */
export function unimaxUnits(sizes: readonly number[], budget: number, epochs: number): number[] {
  const ascending = [...sizes.keys()].sort((a, b) => sizes[a]! - sizes[b]! || a - b);
  const units = new Array<number>(sizes.length).fill(0);
  let left = budget;
  ascending.forEach((group, i) => {
    const unit = Math.min(left / (sizes.length - i), epochs * sizes[group]!);
    units[group] = unit;
    left -= unit;
  });
  return units;
}

/** sum p^2 / p1: the variance of an estimate by weights, by that of plain rows; rows by effective rows. */
export function varianceFactor(shares: readonly number[], natural: readonly number[]): number {
  return shares.reduce((sum, share, i) => sum + (share * share) / natural[i]!, 0);
}
