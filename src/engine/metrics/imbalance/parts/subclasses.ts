import { kMeans, type Clustering } from '../../../kernels/k-means';
import type { Points } from '../../../kernels/nearest-neighbours';
import type { Random } from '../../../random';
import { auditStream } from '../../../sampling/audit-random';
import { ascending } from '../../../statistics/correlations';
import { silhouette } from '../../../statistics/silhouette';

/** The kinds within one class. */
export interface Subclasses {
  /** Of the chosen number of kinds; null for one. */
  readonly silhouette: number | null;
  /** Kind per point; points per kind, largest first; the point nearest to each centre. */
  readonly of: Uint32Array;
  readonly sizes: readonly number[];
  readonly exemplars: readonly number[];
}

const MOST_KINDS = 10;
/** Points per kind that make it worth looking for. */
const PER_KIND = 50;
/** Silhouette below which there is one kind. */
const APART = 0.25;
const FAST = { restarts: 2, iterations: 25 };
/** Draws of a run of k-means lie this far apart in the stream. */
const RUNS_APART = 2 ** 24;

/** The streams of k-means at seed 0. */
const RANDOM: Random = {
  seed: 0,
  stream(name) {
    const run = Number(/(\d*)$/.exec(name)![1]);
    const { key, uniform } = auditStream('subclass-structure/start');
    return { key, uniform: (index) => uniform(run * RUNS_APART + index) };
  },
};

/** K-means of the points of a class, always the same for the same points. @throws Cancelled (from tick) */
export function clustersOf(
  points: Points,
  k: number,
  tick: (done: number, total: number) => void,
): Clustering {
  return kMeans(points, k, RANDOM, 'subclass-structure', tick, FAST);
}

/**
 * The number of kinds of best silhouette among 1 .. min(10, points / 50); one when none reaches 0.25. `distances` are
 * those of all pairs. @throws Cancelled (from tick)
 */
export function subclassesOf(
  points: Points,
  distances: Float64Array,
  tick: (done: number, total: number) => void,
): Subclasses {
  const most = Math.min(MOST_KINDS, Math.floor(points.count / PER_KIND));
  let best: { k: number; score: number; found: Clustering } | undefined;
  for (let k = 2; k <= most; k++) {
    const found = clustersOf(points, k, tick);
    tick(k, most);
    const score = silhouette(distances, found.clusterOf, k);
    if (score >= APART && score > (best?.score ?? 0)) best = { k, score, found };
  }
  if (!best) {
    const all = new Uint32Array(points.count);
    return { silhouette: null, of: all, sizes: [points.count], exemplars: [] };
  }
  const { k, score, found } = best;
  const order = [...found.sizes.keys()].sort((a, b) => found.sizes[b]! - found.sizes[a]! || a - b);
  const placeOf = new Uint32Array(k);
  order.forEach((cluster, place) => (placeOf[cluster] = place));
  const exemplars = new Array<number>(k).fill(-1);
  found.distances.forEach((distance, point) => {
    const place = placeOf[found.clusterOf[point]!]!;
    const known = exemplars[place]!;
    if (known < 0 || distance < found.distances[known]!) exemplars[place] = point;
  });
  return {
    silhouette: score,
    of: found.clusterOf.map((cluster) => placeOf[cluster]!),
    sizes: order.map((cluster) => found.sizes[cluster]!),
    exemplars,
  };
}

/**
 * Clusters of at most `most` points: points and centres are joined in the order of their distance, a point once, a
 * centre until it is full (Hou et al. 2023). Ties by point, then by centre. `centres` are row-major; there must be room
 * for all.
 */
export function cappedClusters(
  { count, dimensions, values }: Points,
  centres: Float64Array,
  most: number,
): Uint32Array {
  const k = centres.length / dimensions;
  const squares = new Float64Array(count * k);
  for (let point = 0, pair = 0; point < count; point++) {
    for (let centre = 0; centre < k; centre++, pair++) {
      let sum = 0;
      for (let d = 0; d < dimensions; d++) {
        const difference = values[point * dimensions + d]! - centres[centre * dimensions + d]!;
        sum += difference * difference;
      }
      squares[pair] = Math.min(Number.MAX_VALUE, sum);
    }
  }
  const clusterOf = new Uint32Array(count).fill(k);
  const sizes = new Uint32Array(k);
  for (const pair of ascending(squares)) {
    const point = Math.floor(pair / k);
    const centre = pair - point * k;
    if (clusterOf[point] !== k || sizes[centre]! >= most) continue;
    clusterOf[point] = centre;
    sizes[centre]!++;
  }
  return clusterOf;
}
