import { choose, type Random, type RandomStream } from '../random';
import { startCentres } from './k-means-start';
import { nearestNeighbours, type Points } from './nearest-neighbours';

/** Points in groups around centres. */
export interface Clustering {
  /** Row-major: `centres[cluster * dimensions + dimension]`, means of their members. */
  readonly centres: Float64Array;
  /** Cluster per point. */
  readonly clusterOf: Uint32Array;
  /** Members per cluster. */
  readonly sizes: Uint32Array;
  /** Squared distance per point to its centre, and their sum. */
  readonly distances: Float64Array;
  readonly inertia: number;
}

/** How k-means looks; the defaults are the book's. */
export interface KMeansOptions {
  /** Runs from other starts, of which the one of least inertia counts. */
  readonly restarts?: number;
  readonly iterations?: number;
  /** Points above which batches are looked at instead of all. */
  readonly mostWhole?: number;
}

type Tick = (done: number, total: number) => void;

/** Cluster per point, and the squared distance to its centre. */
type Nearest = Pick<Clustering, 'clusterOf' | 'distances'>;

const MOST_WHOLE = 50_000;
const BATCH = 4096;
/** Pairs of a point and a centre below which each is looked at. */
const FEW_PAIRS = 20_000;
/** Batches without a lower smoothed inertia after which a run ends. */
const PATIENCE = 10;
/** Share of the variance below which moving centres are at rest, as in scikit-learn. */
const TOLERANCE = 1e-4;

/**
 * K-means (Lloyd 1982) over the numbers of points, from starts by greedy k-means++ (Arthur and Vassilvitskii 2007). Up
 * to 50,000 points: 5 runs of at most 100 rounds, each until no centre moves. Above: one run on batches of 4,096 points
 * (Sculley 2010). A cluster without points starts again at the point farthest from its centre. Of equally near centres
 * the first counts. Draws come from the streams `<stream>/start/<run>` and `<stream>/batch`.
 *
 * @param k 1 .. points.count
 * @throws Cancelled
 */
export function kMeans(
  points: Points,
  k: number,
  random: Random,
  stream: string,
  tick: Tick,
  { restarts = 5, iterations = 100, mostWhole = MOST_WHOLE }: KMeansOptions = {},
): Clustering {
  if (points.count > mostWhole) {
    const batches = new Batches(points, random.stream(`${stream}/batch`));
    const starts = random.stream(`${stream}/start/0`);
    const cloud = new Cloud(points, k, startCentres(batches.next(3 * k), k, starts, tick));
    byBatches(cloud, batches, iterations * Math.ceil(points.count / BATCH), tick);
    return untilRest(cloud, 1, 0, tick);
  }
  let best: Clustering | undefined;
  const rest = TOLERANCE * meanVariance(points);
  for (let run = 0; run < restarts; run++) {
    const starts = random.stream(`${stream}/start/${run}`);
    const cloud = new Cloud(points, k, startCentres(points, k, starts, tick));
    const found = untilRest(cloud, iterations, rest, tick);
    if (!best || found.inertia < best.inertia) best = found;
  }
  return best!;
}

/** Points and, behind them, the centres, so that the nearest centre is one question to the kernel. */
export class Cloud {
  readonly points: Points;
  readonly k: number;
  readonly #joined: Points;
  readonly #queries: Uint32Array;
  readonly #among: Uint32Array;

  constructor(points: Points, k: number, centres: Float64Array) {
    const { count, dimensions } = points;
    this.points = points;
    this.k = k;
    const values = new Float64Array((count + k) * dimensions);
    values.set(points.values.subarray(0, count * dimensions));
    values.set(centres, count * dimensions);
    this.#joined = { count: count + k, dimensions, values };
    this.#queries = Uint32Array.from({ length: count }, (_, point) => point);
    this.#among = Uint32Array.from({ length: k }, (_, cluster) => count + cluster);
  }

  get centres(): Float64Array {
    return this.#joined.values.subarray(this.points.count * this.points.dimensions);
  }

  /** Every point with its nearest centre. */
  assigned(tick: Tick): Clustering {
    const { count } = this.points;
    const near = count * this.k < FEW_PAIRS ? this.#byLooking(tick) : this.#bySearching(tick);
    const sizes = new Uint32Array(this.k);
    let inertia = 0;
    for (let point = 0; point < count; point++) {
      sizes[near.clusterOf[point]!]!++;
      inertia += near.distances[point]!;
    }
    return { centres: this.centres.slice(), sizes, inertia, ...near };
  }

  #bySearching(tick: Tick): Nearest {
    const asked = { queries: this.#queries, among: this.#among };
    const { points, distances } = nearestNeighbours(this.#joined, 1, tick, asked);
    for (let i = 0; i < points.length; i++) points[i]! -= this.points.count;
    return { clusterOf: points, distances };
  }

  /** At every centre: where points or centres are few, no search is made ready as fast. */
  #byLooking(tick: Tick): Nearest {
    tick(0, 1);
    const { count, dimensions, values } = this.points;
    const { centres, k } = this;
    const clusterOf = new Uint32Array(count);
    const distances = new Float64Array(count);
    for (let point = 0, from = 0; point < count; point++, from += dimensions) {
      let [nearest, least] = [0, Infinity];
      for (let cluster = 0, at = 0; cluster < k; cluster++) {
        let sum = 0;
        for (let d = 0; d < dimensions; d++, at++) {
          const difference = values[from + d]! - centres[at]!;
          sum += difference * difference;
        }
        if (sum < least) {
          least = sum;
          nearest = cluster;
        }
      }
      clusterOf[point] = nearest;
      distances[point] = least;
    }
    return { clusterOf, distances };
  }
}

/** Centres become means of their members, again and again, until they rest or have done so often enough. */
function untilRest(cloud: Cloud, iterations: number, rest: number, tick: Tick): Clustering {
  let found = cloud.assigned(tick);
  for (let round = 0; round < iterations; round++) {
    const before = cloud.centres.slice();
    moveToMeans(cloud, found);
    let moved = 0;
    cloud.centres.forEach((value, i) => (moved += (value - before[i]!) ** 2));
    if (moved === 0) return found;
    found = cloud.assigned(tick);
    if (moved <= rest) break;
  }
  return found;
}

function moveToMeans(cloud: Cloud, { clusterOf, sizes, distances }: Clustering): void {
  const { centres, points } = cloud;
  const { dimensions, values } = points;
  const members = sizes.slice();
  const sums = new Float64Array(centres.length);
  for (let point = 0; point < clusterOf.length; point++) {
    const to = clusterOf[point]! * dimensions;
    const from = point * dimensions;
    for (let d = 0; d < dimensions; d++) sums[to + d]! += values[from + d]!;
  }
  const far = members.includes(0) ? farthest(clusterOf, distances) : [];
  for (let cluster = 0; cluster < cloud.k; cluster++) {
    if (members[cluster]) continue;
    const point = far.find((candidate) => members[clusterOf[candidate]!]! > 1);
    if (point === undefined) break;
    far.splice(far.indexOf(point), 1);
    const own = clusterOf[point]!;
    for (let d = 0; d < dimensions; d++) {
      const value = values[point * dimensions + d]!;
      sums[own * dimensions + d]! -= value;
      sums[cluster * dimensions + d] = value;
    }
    members[own]!--;
    members[cluster] = 1;
  }
  for (let cluster = 0; cluster < cloud.k; cluster++) {
    if (!members[cluster]) continue;
    for (let d = 0, at = cluster * dimensions; d < dimensions; d++, at++) {
      centres[at] = sums[at]! / members[cluster]!;
    }
  }
}

/** Points by falling distance to their centre. */
function farthest(clusterOf: Uint32Array, distances: Float64Array): number[] {
  return [...clusterOf.keys()].sort((a, b) => distances[b]! - distances[a]! || a - b);
}

/** Batches of points, drawn with replacement. */
class Batches {
  readonly #points: Points;
  readonly #stream: RandomStream;
  #drawn = 0;

  constructor(points: Points, stream: RandomStream) {
    this.#points = points;
    this.#stream = stream;
  }

  /** The next batch, of at least `least` points. */
  next(least: number): Points {
    const { count, dimensions, values } = this.#points;
    const size = Math.min(count, Math.max(BATCH, least));
    const batch = new Float64Array(size * dimensions);
    for (let i = 0; i < size; i++) {
      const point = choose(this.#stream, this.#drawn++, count);
      const from = point * dimensions;
      batch.set(values.subarray(from, from + dimensions), i * dimensions);
    }
    return { count: size, dimensions, values: batch };
  }
}

/** Each point of a batch draws its centre towards itself, by one over the points the centre has had. */
function byBatches(cloud: Cloud, batches: Batches, most: number, tick: Tick): void {
  const { centres, k } = cloud;
  const seen = new Float64Array(k);
  let smoothed = Infinity;
  let least = Infinity;
  for (let round = 0, idle = 0; round < most && idle < PATIENCE; round++) {
    const batch = batches.next(0);
    const found = new Cloud(batch, k, centres).assigned(tick);
    drawTowards(centres, batch, found, seen);
    const mean = found.inertia / batch.count;
    const weight = Math.min(1, (2 * BATCH) / (cloud.points.count + 1));
    smoothed = smoothed === Infinity ? mean : smoothed + weight * (mean - smoothed);
    idle = smoothed < least ? 0 : idle + 1;
    least = Math.min(least, smoothed);
  }
}

/** Moves centres, in place, towards the points they have, by one over the points each has `seen`. */
export function drawTowards(
  centres: Float64Array,
  { count, dimensions, values }: Points,
  { clusterOf }: Clustering,
  seen: Float64Array,
): void {
  for (let point = 0; point < count; point++) {
    const cluster = clusterOf[point]!;
    const share = 1 / ++seen[cluster]!;
    for (let d = 0, at = cluster * dimensions; d < dimensions; d++, at++) {
      centres[at]! += share * (values[point * dimensions + d]! - centres[at]!);
    }
  }
}

/** Mean over the dimensions of the population variance. */
function meanVariance({ count, dimensions, values }: Points): number {
  let total = 0;
  for (let d = 0; d < dimensions; d++) {
    let mean = 0;
    for (let point = 0; point < count; point++) mean += values[point * dimensions + d]! / count;
    for (let point = 0; point < count; point++) {
      total += (values[point * dimensions + d]! - mean) ** 2 / count;
    }
  }
  return dimensions ? total / dimensions : 0;
}
