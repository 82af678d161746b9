import {
  NO_POINT,
  squaredDistance,
  type Asked,
  type Neighbours,
  type Points,
} from './nearest-neighbours';

/**
 * The k farthest points of each query, exact, ordered by (falling squared distance, point number); fewer where there
 * are fewer. Points are looked at by their falling distance to their mean: by the triangle inequality the rest can be
 * passed over once that distance and the query's own no longer sum up to the k-th farthest.
 * @throws Cancelled
 */
export function farthestPoints(
  points: Points,
  k: number,
  tick: (done: number, total: number) => void,
  { queries, among }: Required<Asked>,
): Neighbours {
  const centre = meanOf(points, among);
  const spread = (point: number) => Math.sqrt(toMean(points, point, centre));
  const own = Float64Array.from(among, spread);
  const order = among.map((_, place) => place).sort((a, b) => own[b]! - own[a]!);
  const reach = Float64Array.from(order, (place) => own[place]!);
  // Nominal differences are the same whichever way, so all of them may lie between a point and the mean.
  const most = (points.nominal?.mismatch ?? 0) * (points.nominal?.dimensions ?? 0);
  const found: Neighbours = {
    k,
    points: new Uint32Array(queries.length * k).fill(NO_POINT),
    distances: new Float64Array(queries.length * k).fill(-1),
  };
  queries.forEach((query, i) => {
    if (i % 64 === 0) tick(i, queries.length);
    const from = spread(query);
    for (let place = 0; place < order.length; place++) {
      const least = found.distances[(i + 1) * k - 1]!;
      // A little more than the sum, so that rounding passes over nothing.
      if (least >= 0 && (from + reach[place]!) ** 2 * (1 + 1e-9) + most < least) break;
      const point = among[order[place]!]!;
      if (point !== query) offer(found, i, point, squaredDistance(points, query, point));
    }
  });
  for (let i = 0; i < found.points.length; i++) {
    if (found.points[i] === NO_POINT) found.distances[i] = Infinity;
  }
  return found;
}

function offer({ k, points, distances }: Neighbours, query: number, point: number, value: number) {
  const first = query * k;
  let slot = first + k;
  const better = (at: number) =>
    value > distances[at]! || (value === distances[at] && point < points[at]!);
  while (slot > first && better(slot - 1)) slot--;
  if (slot === first + k) return;
  distances.copyWithin(slot + 1, slot, first + k - 1);
  points.copyWithin(slot + 1, slot, first + k - 1);
  distances[slot] = value;
  points[slot] = point;
}

function meanOf({ dimensions, values }: Points, among: Uint32Array): Float64Array {
  const mean = new Float64Array(dimensions);
  for (const point of among) {
    for (let d = 0; d < dimensions; d++) mean[d]! += values[point * dimensions + d]! / among.length;
  }
  return mean;
}

function toMean({ dimensions, values }: Points, point: number, mean: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < dimensions; d++) sum += (values[point * dimensions + d]! - mean[d]!) ** 2;
  return sum;
}
