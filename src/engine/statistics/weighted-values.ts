import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { sortNumbers } from './sort-numbers';

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
 * Sorts and merges values with their counts of cells (whole numbers), given as parallel lists; entries without cells
 * and values that are not finite are left out. @throws Cancelled (from tick)
 */
export function weightedValues(
  given: ArrayLike<number>,
  cells: ArrayLike<number>,
  tick?: TableTick,
): WeightedValues {
  const { kept, n, min, max, whole, rising } = surveyed(given, cells, tick);
  if (kept === 0) return merged(new Float64Array(0), new Float64Array(0), 0);
  if (rising) return ascendingRuns(given, cells, kept);
  // The fastest way depends on the values: places of their own for dense whole numbers, else a sort of what is less.
  if (whole && max - min <= DENSE * kept) return dense(given, cells, min, max - min + 1);
  return n <= 2 * kept ? repeated(given, cells, n, tick) : sorted(given, cells, kept, tick);
}

/** What values are like; apart from what is done with them, so that the loop compiles without all of that. */
function surveyed(given: ArrayLike<number>, cells: ArrayLike<number>, tick?: TableTick) {
  const ticked = everyRow(tick);
  let kept = 0;
  let n = 0;
  let min = Infinity;
  let max = -Infinity;
  let whole = true;
  let rising = true;
  for (let i = 0; i < given.length; i++) {
    ticked(i, given.length);
    const value = given[i]!;
    if (!(cells[i]! > 0) || !Number.isFinite(value)) continue;
    kept++;
    n += cells[i]!;
    rising &&= value >= max;
    if (value < min) min = value;
    if (value > max) max = value;
    whole &&= Number.isInteger(value);
  }
  return { kept, n, min, max, whole, rising };
}

/** Counts runs of values that ascend already. */
function ascendingRuns(
  given: ArrayLike<number>,
  cells: ArrayLike<number>,
  kept: number,
): WeightedValues {
  const values = new Float64Array(kept);
  const counts = new Float64Array(kept);
  let at = 0;
  for (let i = 0; i < given.length; i++) {
    const value = given[i]! + 0;
    if (!(cells[i]! > 0) || !Number.isFinite(value)) continue;
    if (at === 0 || value !== values[at - 1]) values[at++] = value;
    counts[at - 1]! += cells[i]!;
  }
  return merged(values, counts, at);
}

/** Places per value up to which whole numbers get a place each. */
const DENSE = 4;

function dense(
  given: ArrayLike<number>,
  cells: ArrayLike<number>,
  min: number,
  places: number,
): WeightedValues {
  const counts = new Float64Array(places);
  for (let i = 0; i < given.length; i++) {
    if (cells[i]! > 0 && Number.isFinite(given[i])) counts[given[i]! - min]! += cells[i]!;
  }
  const values = new Float64Array(places);
  let at = 0;
  for (let place = 0; place < places; place++) {
    if (counts[place] === 0) continue;
    values[at] = min + place;
    counts[at++] = counts[place]!;
  }
  return merged(values, counts, at);
}

/** Sorts every cell, then counts runs. */
function repeated(
  given: ArrayLike<number>,
  cells: ArrayLike<number>,
  n: number,
  tick?: TableTick,
): WeightedValues {
  const ticked = everyRow(tick);
  const values = new Float64Array(n);
  let into = 0;
  for (let i = 0; i < given.length; i++) {
    ticked(i, given.length);
    if (!(cells[i]! > 0) || !Number.isFinite(given[i])) continue;
    // Adding 0 folds -0 into 0.
    for (let cell = 0; cell < cells[i]!; cell++) values[into++] = given[i]! + 0;
  }
  sortNumbers(values, tick);
  const counts = new Float64Array(n);
  let at = 0;
  for (let i = 0; i < n; i++) {
    ticked(i, n);
    if (at === 0 || values[i] !== values[at - 1]) values[at++] = values[i]!;
    counts[at - 1]!++;
  }
  return merged(values, counts, at);
}

/** Sorts the values, then finds the place of each. */
function sorted(
  given: ArrayLike<number>,
  cells: ArrayLike<number>,
  kept: number,
  tick?: TableTick,
): WeightedValues {
  const ticked = everyRow(tick);
  const values = new Float64Array(kept);
  let into = 0;
  for (let i = 0; i < given.length; i++) {
    if (cells[i]! > 0 && Number.isFinite(given[i])) values[into++] = given[i]! + 0;
  }
  sortNumbers(values, tick);
  let length = 0;
  for (let i = 0; i < kept; i++) {
    if (i === 0 || values[i] !== values[length - 1]) values[length++] = values[i]!;
  }
  const counts = new Float64Array(length);
  for (let i = 0; i < given.length; i++) {
    ticked(i, given.length);
    if (cells[i]! > 0 && Number.isFinite(given[i])) {
      counts[indexOf(values, length, given[i]!)]! += cells[i]!;
    }
  }
  return merged(values, counts, length);
}

/** The first `length` values and counts, with running sums. */
function merged(values: Float64Array, counts: Float64Array, length: number): WeightedValues {
  const upTo = new Float64Array(length);
  let n = 0;
  for (let i = 0; i < length; i++) upTo[i] = n += counts[i]!;
  return { values: values.subarray(0, length), counts: counts.subarray(0, length), upTo, n };
}

/** The values whose place passes, with their cells. */
export function subsetOf(
  { values, counts }: WeightedValues,
  passes: (place: number) => boolean,
): WeightedValues {
  const kept = values.map(() => 0);
  const cells = counts.map(() => 0);
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    if (!passes(i)) continue;
    kept[at] = values[i]!;
    cells[at++] = counts[i]!;
  }
  return merged(kept, cells, at);
}

/** Position of a value that is present in the first `length`, by halving. */
function indexOf(values: Float64Array, length: number, value: number): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Finite distances of the values from a point, with the same counts: two sorted runs are merged, nothing is sorted. */
export function distancesFrom({ values, counts }: WeightedValues, point: number): WeightedValues {
  const distances = new Float64Array(values.length);
  const cells = new Float64Array(values.length);
  let right = 0;
  while (right < values.length && values[right]! < point) right++;
  let left = right - 1;
  let at = 0;
  while (left >= 0 || right < values.length) {
    const below = left >= 0 ? Math.abs(values[left]! - point) : Infinity;
    const above = right < values.length ? Math.abs(values[right]! - point) : Infinity;
    const takeLeft = right >= values.length || (left >= 0 && below <= above);
    const distance = takeLeft ? below : above;
    if (!(distance < Infinity)) break;
    if (at === 0 || distances[at - 1] !== distance) distances[at++] = distance;
    cells[at - 1]! += counts[takeLeft ? left-- : right++]!;
  }
  return merged(distances, cells, at);
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
