/** Distinct finite numbers, ascending, each with the number of cells that hold it. */
export interface WeightedValues {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  /** Running sum of `counts`: `upTo[i]` cells hold values[0..i]. */
  readonly upTo: Float64Array;
  /** Number of cells. */
  readonly n: number;
}

/**
 * Sorts and merges values with their counts, given as parallel lists; entries without cells and values that are not
 * finite are left out.
 */
export function weightedValues(given: ArrayLike<number>, cells: ArrayLike<number>): WeightedValues {
  const sorted = new Float64Array(given.length);
  let kept = 0;
  for (let i = 0; i < given.length; i++) {
    // Adding 0 folds -0 into 0.
    if (cells[i]! > 0 && Number.isFinite(given[i])) sorted[kept++] = given[i]! + 0;
  }
  const values = distinct(sorted.subarray(0, kept).sort());
  const counts = new Float64Array(values.length);
  for (let i = 0; i < given.length; i++) {
    if (cells[i]! > 0 && Number.isFinite(given[i]))
      counts[indexOf(values, given[i]!)]! += cells[i]!;
  }
  const upTo = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) upTo[i] = n += counts[i]!;
  return { values, counts, upTo, n };
}

function distinct(sorted: Float64Array): Float64Array {
  let n = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[n - 1]) sorted[n++] = sorted[i]!;
  }
  return sorted.slice(0, n);
}

/** Position of a value that is present, by halving. */
function indexOf(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
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
