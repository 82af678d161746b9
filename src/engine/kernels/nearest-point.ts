import type { ColumnPoints } from './nearest-by-columns';

/** The nearest point and its squared distance; -1 and Infinity where there is none. */
export interface NearestPoint {
  readonly point: number;
  readonly distance: number;
}

/**
 * Looks for the nearest of `points`, of equals the first, one query at a time. Distances are those of `distancesFrom`,
 * given up as soon as they are no longer the least.
 *
 * @returns the nearest of point `query` of `from`, which has the same columns; `left` is passed over
 */
export function nearestPointIn(
  points: ColumnPoints,
): (from: ColumnPoints, query: number, left: number) => NearestPoint {
  const { count, numbers, levels } = points;
  const width = numbers.length;
  const values = new Float64Array(count * width);
  numbers.forEach((column, i) => {
    for (let point = 0; point < count; point++) values[point * width + i] = column[point]!;
  });
  const own = new Float64Array(width);
  return (from, query, left) => {
    for (let i = 0; i < width; i++) own[i] = from.numbers[i]![query]!;
    const costs = levels.map((column, i) => column.costs(from.levels[i]!.levels[query]!));
    let nearest = -1;
    let least = Infinity;
    for (let point = 0; point < count; point++) {
      let sum = 0;
      const base = point * width;
      for (let i = 0; i < width && sum < least; i++) {
        const difference = own[i]! - values[base + i]!;
        sum += difference * difference;
      }
      for (let i = 0; i < costs.length && sum < least; i++) {
        sum += costs[i]![levels[i]!.levels[point]!]!;
      }
      if (sum < least && point !== left) {
        least = sum;
        nearest = point;
      }
    }
    return { point: nearest, distance: least };
  };
}
