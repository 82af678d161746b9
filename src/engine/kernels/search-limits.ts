/** How far a search of which only some lists count needs to look. */
export interface SearchLimits {
  /** The distance from which neighbours are not looked for at first. */
  readonly within: number;
  /** Lists whose distances sum to more are not wanted for sure, and may be short. */
  readonly enough: number;
}

/** Standard deviations by which more lists of a sample are taken for wanted: they must not be too few. */
const SURE = 4;
/** Share of the lists that may have to be looked for a second time, and how much farther is tried until so few do. */
const TWICE = 0.05;
const STEP = 0.01;
const STEPS = 20;

/**
 * Limits for a search of which the lists with the smallest sums of distances are wanted, a `share` of them, from a sample
 * of its lists: distances, nearest first. Undefined where so many are wanted that little would be saved.
 */
export function limitsOf(lists: readonly Float64Array[], share: number): SearchLimits | undefined {
  const sums = Float64Array.from(lists, sumOf).sort();
  const about = share * sums.length;
  const wanted = Math.ceil(about + SURE * Math.sqrt(about * (1 - share)));
  if (2 * wanted > sums.length) return undefined;
  const enough = sums[wanted]!;
  const short = (list: Float64Array, within: number) =>
    list.at(-1)! > within && sumOf(list.map((distance) => Math.min(distance, within))) <= enough;
  for (let step = 1; step <= STEPS; step++) {
    const within = (enough / lists[0]!.length) * (1 + step * STEP);
    const twice = lists.filter((list) => short(list, within)).length;
    if (twice <= TWICE * lists.length) return { within, enough };
  }
  return undefined;
}

function sumOf(distances: Float64Array): number {
  return distances.reduce((sum, distance) => sum + distance, 0);
}
