import { choose, type RandomStream } from '../random';
import type { Points } from './nearest-neighbours';

/**
 * k points far from each other as first centres, row-major: greedy k-means++ (Arthur and Vassilvitskii 2007, as in
 * scikit-learn). The first is drawn uniformly; of 2 + floor(ln k) candidates drawn in proportion to their squared
 * distance to the nearest centre, the one that lowers the sum of these distances most is taken, of equals the first.
 * Draw j uses number j of the stream. @throws Cancelled
 */
export function startCentres(
  points: Points,
  k: number,
  stream: RandomStream,
  tick: (done: number, total: number) => void,
): Float64Array {
  const { count, dimensions, values } = points;
  const centres = new Float64Array(k * dimensions);
  const trials = 2 + Math.floor(Math.log(k));
  let nearest = new Float64Array(count).fill(Infinity);
  let draw = 0;
  let chosen = choose(stream, draw++, count);
  lowered(points, chosen, nearest, nearest);
  const sums = new Float64Array(count);
  let [trial, best] = [new Float64Array(count), new Float64Array(count)];
  for (let centre = 0; ;) {
    centres.set(
      values.subarray(chosen * dimensions, (chosen + 1) * dimensions),
      centre * dimensions,
    );
    if (++centre === k) return centres;
    tick(centre, k);
    let total = 0;
    for (let point = 0; point < count; point++) sums[point] = total += nearest[point]!;
    let least = Infinity;
    for (let i = 0; i < trials; i++) {
      const candidate = above(sums, stream.uniform(draw++) * total);
      const potential = lowered(points, candidate, nearest, trial);
      if (potential >= least) continue;
      least = potential;
      chosen = candidate;
      [trial, best] = [best, trial];
    }
    [nearest, best] = [best, nearest];
  }
}

/** Into `to` the distance of each point to the nearest centre, once `centre` is one too; answers their sum. */
function lowered(
  { count, dimensions, values }: Points,
  centre: number,
  from: Float64Array,
  to: Float64Array,
): number {
  const first = centre * dimensions;
  let total = 0;
  for (let point = 0, at = 0; point < count; point++) {
    let sum = 0;
    for (let d = 0; d < dimensions; d++, at++) {
      const difference = values[at]! - values[first + d]!;
      sum += difference * difference;
    }
    to[point] = Math.min(from[point]!, sum);
    total += to[point]!;
  }
  return total;
}

/** The first place whose running sum is above `wanted`; the last place if none is. */
function above(sums: Float64Array, wanted: number): number {
  let from = 0;
  let to = sums.length - 1;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sums[middle]! > wanted) to = middle;
    else from = middle + 1;
  }
  return from;
}
