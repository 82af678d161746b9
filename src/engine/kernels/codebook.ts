import type { Random } from '../random';
import { Cloud, drawTowards, type Clustering } from './k-means';
import { startCentres } from './k-means-start';
import type { Points } from './nearest-neighbours';

/** Points that are made a chunk at a time, so that they are never all held. */
export interface ChunkedPoints {
  readonly count: number;
  /** Points `from` .. `to - 1`. */
  chunk(from: number, to: number): Points;
}

/** How often all points are seen, and how many at once. */
export interface CodebookOptions {
  readonly chunk: number;
  readonly passes: number;
}

type Tick = (done: number, total: number) => void;

/**
 * A codebook of k centres (vector quantisation, as Sculley 2010 learns k-means): started by k-means++ on the first chunk,
 * then every point of every pass, in order, draws its centre towards itself by one over the points that centre has had.
 * A code that had no point in a pass but the last starts again at one of the points farthest from their centres. At the
 * end every point has its nearest centre. Stream `<stream>/start`.
 *
 * @param k 1 .. points.count
 * @throws Cancelled
 */
export function codebook(
  points: ChunkedPoints,
  k: number,
  random: Random,
  stream: string,
  tick: Tick,
  { chunk, passes }: CodebookOptions,
): Clustering {
  const size = Math.max(chunk, Math.min(3 * k, points.count));
  const start = points.chunk(0, Math.min(size, points.count));
  const centres = startCentres(start, k, random.stream(`${stream}/start`), tick);
  for (let pass = 0; pass < passes; pass++) {
    const seen = new Float64Array(k);
    const far: { point: Float64Array; distance: number }[] = [];
    for (const part of chunksOf(points, size)) {
      const found = new Cloud(part, k, centres).assigned(tick);
      drawTowards(centres, part, found, seen);
      keepFarthest(far, part, found);
    }
    if (pass < passes - 1) restart(centres, seen, far);
  }
  return assigned(points, k, centres, size, tick);
}

function* chunksOf(points: ChunkedPoints, size: number): Generator<Points> {
  for (let from = 0; from < points.count; from += size) {
    yield points.chunk(from, Math.min(points.count, from + size));
  }
}

/** Points that are kept of each chunk for codes that start again. */
const MOST_FAR = 16;

function keepFarthest(
  far: { point: Float64Array; distance: number }[],
  { count, dimensions, values }: Points,
  { distances }: Clustering,
): void {
  let least = far.length < MOST_FAR ? -1 : far.at(-1)!.distance;
  for (let i = 0; i < count; i++) {
    if (distances[i]! <= least) continue;
    const point = values.slice(i * dimensions, (i + 1) * dimensions);
    const at = far.findIndex(({ distance }) => distance < distances[i]!);
    far.splice(at < 0 ? far.length : at, 0, { point, distance: distances[i]! });
    if (far.length > MOST_FAR) far.pop();
    if (far.length === MOST_FAR) least = far.at(-1)!.distance;
  }
}

function restart(
  centres: Float64Array,
  seen: Float64Array,
  far: readonly { point: Float64Array; distance: number }[],
): void {
  let next = 0;
  for (let code = 0; code < seen.length && next < far.length; code++) {
    if (seen[code]! > 0 || !(far[next]!.distance > 0)) continue;
    const { point } = far[next++]!;
    centres.set(point, code * point.length);
  }
}

/** Every point with its nearest centre. */
function assigned(
  points: ChunkedPoints,
  k: number,
  centres: Float64Array,
  size: number,
  tick: Tick,
): Clustering {
  const clusterOf = new Uint32Array(points.count);
  const distances = new Float64Array(points.count);
  const sizes = new Uint32Array(k);
  let inertia = 0;
  let at = 0;
  for (const part of chunksOf(points, size)) {
    const found = new Cloud(part, k, centres).assigned(tick);
    clusterOf.set(found.clusterOf, at);
    distances.set(found.distances, at);
    found.sizes.forEach((n, code) => (sizes[code]! += n));
    inertia += found.inertia;
    at += part.count;
  }
  return { centres, clusterOf, sizes, distances, inertia };
}
