import { BlockSearch } from './block-search';
import { BLOCK } from './search-job';
import { searchThreads } from './search-threads';
import { TreeSearch } from './tree-search';

/** Points in row-major order: `values[point * dimensions + dimension]`. No NaN. */
export interface Points {
  readonly count: number;
  readonly dimensions: number;
  readonly values: Float64Array;
  /** Columns in which points are the same or not, beside the numbers. */
  readonly nominal?: Nominal;
}

/** Codes in row-major order, `codes[point * dimensions + dimension]`; every difference costs the same. */
export interface Nominal {
  readonly dimensions: number;
  readonly codes: Uint32Array;
  /** What one difference adds to the squared distance, from 0. */
  readonly mismatch: number;
}

/** Which points ask, and among which they look: each ascending, all points when absent. */
export interface Asked {
  readonly queries?: Uint32Array;
  readonly among?: Uint32Array;
}

/** A search of which not all lists count. */
export interface AskedFew extends Asked {
  /** How many queries are wanted, those with the smallest sums of distances: the lists of others may be short. */
  readonly few?: number;
}

type Asking = Required<Asked> & AskedFew;

/** Stands for a neighbour that there is not, at distance Infinity: fewer than k points were there to find. */
export const NO_POINT = 0xffffffff;

/** k neighbours per query, nearest first, in rows of k: point numbers and squared distances. */
export interface Neighbours {
  readonly k: number;
  readonly points: Uint32Array;
  readonly distances: Float64Array;
}

type Tick = (done: number, total: number) => void;

/**
 * The k nearest points of each query, exact, ordered by (squared distance, point number); a point is never its own
 * neighbour. It is left out by its number, not by distance 0. Squared distances are summed dimension by dimension from
 * differences in float64, not as a^2 + b^2 - 2ab, which loses neighbours to rounding; then come the nominal columns,
 * `mismatch` times the number of differences.
 *
 * @param k from 1
 * @throws Cancelled
 */
export function nearestNeighbours(points: Points, k: number, tick: Tick, asked: AskedFew = {}) {
  const { queries = allOf(points.count), among = allOf(points.count) } = asked;
  const all = { ...asked, queries, among };
  const little = queries.length * among.length < LEAST_PAIRS;
  const found = little ? undefined : kernelNeighbours(points, k, tick, all);
  return found ?? twinNeighbours(points, k, tick, all);
}

/** Pairs of points below which setting up the kernel takes longer than the search. */
const LEAST_PAIRS = 20_000;

/** In fewer dimensions the tree passes over most points, and the finer filter measures fewer of the rest. */
const LEAST_WHOLE = 9;
/** Blocks after which the coarse filter is given up if it lets more than this share of the points pass. */
const TRIED = 32;
const MOST_MEASURED = 0.02;

/** With the kernel, for 16 queries at a time that lie near each other; undefined where it cannot run. */
export function kernelNeighbours(
  points: Points,
  k: number,
  tick: Tick,
  asked: Asking,
  whole = points.dimensions >= LEAST_WHOLE,
  threads = worthThreads(points, asked) ? searchThreads() : undefined,
): Neighbours | undefined {
  const total = asked.queries.length;
  const pairs = BLOCK * asked.among.length;
  const starting = () => {
    tick(0, total);
  };
  let again = asked;
  try {
    const how = { whole, helpers: threads?.start() ?? 0 };
    const search = BlockSearch.over(points, asked, k, how, starting);
    if (!search) return undefined;
    let done = false;
    try {
      if (asked.few !== undefined) search.limitTo(asked.few, starting);
      if (how.helpers) threads?.help(search.job);
      const before = search.measured;
      let tried = 0;
      done = search.run((blocks) => {
        tick(Math.min(total, blocks * BLOCK), total);
        const coarse = whole && search.measured - before > tried * pairs * MOST_MEASURED;
        return tried++ !== TRIED || !coarse;
      });
      if (done && (asked.few === undefined || search.hasFew(asked.few))) return search.found;
      if (done) again = { queries: asked.queries, among: asked.among };
    } finally {
      search.end(done);
    }
  } finally {
    threads?.rest();
  }
  return kernelNeighbours(points, k, tick, again, false, threads);
}

/** Microseconds from which threads are worth their start, which takes half as long. */
const WORTH_THREADS = 40_000;

/** Whether a search takes so long: as measured on a machine of 2023, roughly, since much depends on where points lie. */
function worthThreads({ dimensions }: Points, { queries, among }: Asking): boolean {
  const way = 0.5 + Math.min(12, dimensions) / 6;
  // In more dimensions hardly a leaf is passed over.
  const leaves = dimensions > 12 ? among.length * dimensions * 2.5e-5 : 0;
  return queries.length * (way + leaves) >= WORTH_THREADS;
}

/** The same without WebAssembly, one query at a time. */
export function twinNeighbours(
  points: Points,
  k: number,
  tick: Tick,
  { queries, among }: Asking,
): Neighbours {
  const search = new TreeSearch(points, among, k, () => {
    tick(0, queries.length);
  });
  const found = noNeighbours(queries.length, k);
  queries.forEach((query, place) => {
    if (place % 256 === 0) tick(place, queries.length);
    search.run(query);
    found.points.set(search.points, place * k);
    found.distances.set(search.distances, place * k);
  });
  return found;
}

function noNeighbours(queries: number, k: number): Neighbours {
  return {
    k,
    points: new Uint32Array(queries * k),
    distances: new Float64Array(queries * k),
  };
}

function allOf(count: number): Uint32Array {
  const all = new Uint32Array(count);
  for (let point = 0; point < count; point++) all[point] = point;
  return all;
}

/** What the nominal columns add to the squared distance of two points. */
export function mismatches({ dimensions, codes, mismatch }: Nominal, a: number, b: number): number {
  let different = 0;
  for (let i = a * dimensions, j = b * dimensions, d = 0; d < dimensions; d++, i++, j++) {
    if (codes[i] !== codes[j]) different++;
  }
  return mismatch * different;
}

/** The squared distance of two points as it is summed everywhere; anything above `enough` once it is surely above. */
export function squaredDistance(points: Points, a: number, b: number, enough = Infinity): number {
  const { dimensions, values, nominal } = points;
  let sum = 0;
  for (let i = a * dimensions, j = b * dimensions, d = 0; d < dimensions; d++, i++, j++) {
    const difference = values[i]! - values[j]!;
    sum += difference * difference;
    if (sum > enough) return sum;
  }
  return nominal?.dimensions ? sum + mismatches(nominal, a, b) : sum;
}
