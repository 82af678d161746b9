/** Distinct finite numbers, ascending, each with the number of cells that hold it. */
export interface WeightedValues {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  /** Running sum of `counts`: `upTo[i]` cells hold values[0..i]. */
  readonly upTo: Float64Array;
  /** Number of cells. */
  readonly n: number;
}

/** Sorts and merges values with their counts; entries without cells and values that are not finite are left out. */
export function weightedValues(
  pairs: Iterable<{ readonly value: number; readonly count: number }>,
): WeightedValues {
  const merged = new Map<number, number>();
  for (const { value, count } of pairs) {
    if (count > 0 && Number.isFinite(value)) {
      // Adding 0 folds -0 into 0.
      merged.set(value + 0, (merged.get(value + 0) ?? 0) + count);
    }
  }
  const values = Float64Array.from(merged.keys()).sort();
  const counts = values.map((value) => merged.get(value)!);
  const upTo = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) upTo[i] = n += counts[i]!;
  return { values, counts, upTo, n };
}

/** The k-th smallest cell, k from 0. */
function nth(of: WeightedValues, k: number): number {
  let low = 0;
  let high = of.values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of.upTo[middle]! > k) high = middle;
    else low = middle + 1;
  }
  return of.values[low]!;
}

/** Quantile with linear interpolation (Hyndman and Fan 1996, type 7); NaN without cells. `p` in 0..1. */
export function quantile(of: WeightedValues, p: number): number {
  if (of.n === 0) return NaN;
  const position = (of.n - 1) * p;
  const below = Math.floor(position);
  const low = nth(of, below);
  const share = position - below;
  return share === 0 ? low : low + share * (nth(of, below + 1) - low);
}
