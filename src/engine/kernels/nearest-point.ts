import type { ColumnPoints } from './nearest-by-columns';

/** The nearest point and its squared distance; -1 and Infinity where there is none. */
export interface NearestPoint {
  readonly point: number;
  readonly distance: number;
}

/** Slices of the longest side, at most, and points per slice. */
const MOST_SLICES = 512;
const PER_SLICE = 32;

/** Queries below which points are gone through as they lie: to sort them into slices would take longer. */
const FEW = 50;

/** Gives the nearest of some points to point `query` of `from`, which has the same columns; `left` is passed over. */
type Nearest = (from: ColumnPoints, query: number, left: number) => NearestPoint;

/**
 * A search for the nearest of `points`, of equals the first, one query at a time; about `queries` of them will come.
 * Distances are those of `distancesFrom`, given up as soon as they are no longer the least.
 */
export function nearestPointIn(points: ColumnPoints, queries = Infinity): Nearest {
  return queries < FEW ? nearestAsTheyLie(points) : nearestInSlices(points);
}

/** Points that are looked at together, and number columns after which most of them are too far already. */
const TOGETHER = 1024;
const TELLING = 4;

function nearestAsTheyLie({ count, numbers, levels }: ColumnPoints): Nearest {
  const width = numbers.length;
  const first = Math.min(TELLING, width);
  const own = new Float64Array(width);
  const sums = new Float64Array(TOGETHER);
  return (from, query, left) => {
    for (let i = 0; i < width; i++) own[i] = from.numbers[i]![query]!;
    const costs = levels.map((column, i) => column.costs(from.levels[i]!.levels[query]!));
    let nearest = -1;
    let least = Infinity;
    for (let start = 0; start < count; start += TOGETHER) {
      const length = Math.min(TOGETHER, count - start);
      if (first === TELLING) firstSquares(sums, numbers, start, length, own);
      else {
        sums.fill(0);
        for (let i = 0; i < first; i++) addSquares(sums, numbers[i]!, start, length, own[i]!);
      }
      for (let at = nextBelow(sums, 0, length, least); at < length;) {
        const point = start + at;
        let sum = sums[at]!;
        at = nextBelow(sums, at + 1, length, least);
        for (let i = first; i < width && sum < least; i++) {
          const difference = own[i]! - numbers[i]![point]!;
          sum += difference * difference;
        }
        for (let i = 0; i < costs.length && sum < least; i++) {
          sum += costs[i]![levels[i]!.levels[point]!]!;
        }
        if (sum >= least || point === left) continue;
        least = sum;
        nearest = point;
      }
    }
    return { point: nearest, distance: least };
  };
}

/** The sums of the squared differences of the first four columns, added in their order. */
function firstSquares(
  sums: Float64Array,
  numbers: readonly Float64Array[],
  start: number,
  length: number,
  own: Float64Array,
): void {
  const [first, second, third, fourth] = numbers as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [a, b, c, d] = own as unknown as [number, number, number, number];
  for (let at = 0, point = start; at < length; at++, point++) {
    const inFirst = a - first[point]!;
    const inSecond = b - second[point]!;
    const inThird = c - third[point]!;
    const inFourth = d - fourth[point]!;
    sums[at] = inFirst * inFirst + inSecond * inSecond + inThird * inThird + inFourth * inFourth;
  }
}

/** The first place from `at` on with a sum below `least`; `length` where there is none. */
function nextBelow(sums: Float64Array, at: number, length: number, least: number): number {
  while (at < length && sums[at]! >= least) at++;
  return at;
}

/** Adds the squared differences of one column to the sums of `length` points from `start` on. */
function addSquares(
  sums: Float64Array,
  column: Float64Array,
  start: number,
  length: number,
  own: number,
): void {
  for (let at = 0; at < length; at++) {
    const difference = own - column[start + at]!;
    sums[at]! += difference * difference;
  }
}

/**
 * Points lie in slices across their longest side: slices that are farther than the nearest so far are passed over, for
 * rounding never makes a sum smaller than one of its terms.
 */
function nearestInSlices(points: ColumnPoints): Nearest {
  const { numbers, levels } = points;
  const width = numbers.length;
  const { axis, order, starts, lows, highs, sliceOf } = slicesOf(points);
  const values = new Float64Array(points.count * width);
  numbers.forEach((column, i) => {
    for (let at = 0; at < order.length; at++) values[at * width + i] = column[order[at]!]!;
  });
  const own = new Float64Array(width);
  return (from, query, left) => {
    for (let i = 0; i < width; i++) own[i] = from.numbers[i]![query]!;
    const costs = levels.map((column, i) => column.costs(from.levels[i]!.levels[query]!));
    let nearest = -1;
    let least = Infinity;
    const look = (slice: number) => {
      for (let at = starts[slice]!; at < starts[slice + 1]!; at++) {
        const point = order[at]!;
        let sum = 0;
        for (let i = 0, value = at * width; i < width && sum <= least; i++, value++) {
          const difference = own[i]! - values[value]!;
          sum += difference * difference;
        }
        for (let i = 0; i < costs.length && sum <= least; i++) {
          sum += costs[i]![levels[i]!.levels[point]!]!;
        }
        if (point === left || sum > least || (sum === least && point > nearest)) continue;
        least = sum;
        nearest = point;
      }
    };
    const along = axis < 0 ? 0 : own[axis]!;
    const first = sliceOf(along);
    look(first);
    let [below, above] = [first - 1, first + 1];
    while (below >= 0 || above < lows.length) {
      if (below >= 0) {
        const gap = Math.max(0, along - highs[below]!);
        if (gap * gap > least) below = -1;
        else look(below--);
      }
      if (above < lows.length) {
        const gap = Math.max(0, lows[above]! - along);
        if (gap * gap > least) above = lows.length;
        else look(above++);
      }
    }
    return { point: nearest, distance: least };
  };
}

/** Points in slices of equal width across the longest of their sides. */
interface Slices {
  /** The number column of the longest side; -1 where all points are equal in numbers. */
  readonly axis: number;
  /** Point numbers slice by slice, ascending within each. */
  readonly order: Uint32Array;
  readonly starts: Uint32Array;
  /** Smallest and largest value per slice; of one without points, nothing that keeps from it. */
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  /** The slice of a value, or the outermost beside it. */
  sliceOf(value: number): number;
}

function slicesOf({ count, numbers }: ColumnPoints): Slices {
  let [axis, low, longest] = [-1, 0, 0];
  numbers.forEach((column, i) => {
    let [least, most] = [Infinity, -Infinity];
    for (let point = 0; point < count; point++) {
      const value = column[point]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (most - least > longest) [axis, low, longest] = [i, least, most - least];
  });
  const slices = axis < 0 ? 1 : Math.max(1, Math.min(MOST_SLICES, Math.floor(count / PER_SLICE)));
  const sliceOf = (value: number) => {
    if (axis < 0) return 0;
    const slice = Math.floor(((value - low) / longest) * slices);
    return Math.max(0, Math.min(slices - 1, slice));
  };
  const column = numbers[axis] ?? new Float64Array(count);
  const starts = new Uint32Array(slices + 1);
  const lows = new Float64Array(slices).fill(Infinity);
  const highs = new Float64Array(slices).fill(-Infinity);
  const own = new Uint16Array(count);
  for (let point = 0; point < count; point++) {
    const value = column[point]!;
    const slice = sliceOf(value);
    own[point] = slice;
    starts[slice + 1]!++;
    if (value < lows[slice]!) lows[slice] = value;
    if (value > highs[slice]!) highs[slice] = value;
  }
  for (let slice = 0; slice < slices; slice++) {
    starts[slice + 1]! += starts[slice]!;
    if (lows[slice]! > highs[slice]!) [lows[slice], highs[slice]] = [-Infinity, Infinity];
  }
  const order = new Uint32Array(count);
  const filled = starts.slice();
  for (let point = 0; point < count; point++) order[filled[own[point]!]!++] = point;
  return { axis, order, starts, lows, highs, sliceOf };
}
