import type { LevelCosts } from './space';

/** Levels up to which the costs of each are kept once computed: a table of a million numbers at most. */
const MOST_KEPT = 1000;

/**
 * Value Difference Metric (Stanfill and Waltz 1986) of one column: two levels cost
 * (sum over classes |P(class | a) - P(class | b)|)^r.
 *
 * @param counts rows per level and class, level * classes + class; levels that do not occur have zeros and share 0
 */
export function valueDifferenceCosts(
  counts: Float64Array,
  levels: number,
  classes: number,
  r: number,
): LevelCosts {
  const shares = new Float64Array(counts.length);
  for (let level = 0; level < levels; level++) {
    let total = 0;
    for (let c = 0; c < classes; c++) total += counts[level * classes + c]!;
    if (!total) continue;
    for (let c = 0; c < classes; c++) {
      shares[level * classes + c] = counts[level * classes + c]! / total;
    }
  }
  const costsOf = (level: number, costs: Float64Array) => {
    for (let other = 0; other < levels; other++) {
      let sum = 0;
      for (let c = 0; c < classes; c++) {
        sum += Math.abs(shares[level * classes + c]! - shares[other * classes + c]!);
      }
      costs[other] = sum ** r;
    }
    return costs;
  };
  if (levels > MOST_KEPT) {
    const scratch = new Float64Array(levels);
    return (level) => costsOf(level, scratch);
  }
  const kept = new Array<Float64Array | undefined>(levels);
  return (level) => (kept[level] ??= costsOf(level, new Float64Array(levels)));
}
