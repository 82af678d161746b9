import {
  nearestNeighbours,
  NO_POINT,
  squaredDistance,
  type Points,
} from '../kernels/nearest-neighbours';
import { PairList, type Pairs } from '../near-text/pair-list';
import type { TableTick } from '../table/table';

/** Squared distance of each of some points to its nearest other; Infinity for a single point. @throws Cancelled */
export function nearestDistances(
  points: Points,
  tick: TableTick,
  queries?: Uint32Array,
): Float64Array {
  return nearestNeighbours(points, 1, tick, queries ? { queries } : {}).distances;
}

/** Points that are near each other. */
export interface NearPoints {
  /** Ascending by (first, second), each pair once. */
  readonly pairs: Pairs;
  /** Points so crowded that not all near ones were looked at. */
  readonly crowded: number;
}

const FIRST_K = 4;
const MOST_K = 1024;

/**
 * All pairs of points whose squared distance passes, which must be so for all smaller ones too: neighbours are asked for,
 * and of points whose last one still passes four times as many, up to 1,024. @throws Cancelled
 */
export function nearPoints(
  points: Points,
  passes: (squared: number) => boolean,
  tick: TableTick,
  queries?: Uint32Array,
): NearPoints {
  const pairs = new PairList();
  let left = queries;
  for (let k = FIRST_K; ; k *= 4) {
    const asked: Uint32Array = left ?? Uint32Array.from({ length: points.count }, (_, i) => i);
    const { points: near, distances } = nearestNeighbours(points, k, tick, { queries: asked });
    const again: number[] = [];
    asked.forEach((query, at) => {
      for (let slot = at * k; slot < (at + 1) * k; slot++) {
        if (near[slot] === NO_POINT || !passes(distances[slot]!)) return;
        pairs.push(query, near[slot]!);
      }
      again.push(query);
    });
    if (again.length === 0 || k === MOST_K || k >= points.count) {
      return { pairs: pairs.sorted(), crowded: k >= points.count ? 0 : again.length };
    }
    left = Uint32Array.from(again);
  }
}

/** The squared distances of pairs. */
export function distancesOf(points: Points, { first, second }: Pairs): Float64Array {
  return Float64Array.from(first, (one, i) => squaredDistance(points, one, second[i]!));
}
