import { rowNumbers, select } from './plan/row-numbers';
import { everyRow } from './ticks';
import type { TableTick } from './table/table';
import { splitMixUniform } from './kernels/splitmix64';

/** SHA-256 of a UTF-8 text, as a port: the shell has one, the engine has no dependency. Returns 32 bytes. */
export type Sha256 = (text: string) => Uint8Array;

/** The generator's name and version: a file format of its own, written into every recipe and frozen by golden values. */
export const GENERATOR = 'ballast/1';

/**
 * Counter-based random numbers: `uniform(stream, index)` depends on the seed, the stream's name and the index alone,
 * so results do not depend on chunk size, worker count or order of evaluation. SplitMix64 finaliser over a SHA-256 key.
 */
export interface Random {
  readonly seed: number;
  stream(name: string): RandomStream;
}

/** One named stream of numbers in [0, 1), each a multiple of 2^-53. */
export interface RandomStream {
  readonly key: bigint;
  uniform(index: number): number;
}

/** The generator for a seed (0 .. 2^32 - 1). The key of a stream is the first 8 bytes of SHA-256(`ballast/1|seed|name`). */
export function createRandom(seed: number, sha256: Sha256): Random {
  return {
    seed,
    stream(name) {
      const digest = sha256(`${GENERATOR}|${seed}|${name}`);
      const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
      const high = view.getUint32(0);
      const low = view.getUint32(4);
      return {
        key: view.getBigUint64(0),
        uniform: (index) => splitMixUniform(high, low, index),
      };
    },
  };
}

/** A uniform choice among `count` things: floor(u * count). */
export function choose(stream: RandomStream, index: number, count: number): number {
  return Math.floor(stream.uniform(index) * count);
}

/**
 * `rows` (ascending) in counter order: sorted by (u(row), row). The first k are a sample without replacement.
 * Uniform numbers fill equal buckets evenly, so one counting pass and a sort within buckets is linear.
 */
export function counterOrder(
  stream: RandomStream,
  rows: Uint32Array,
  tick?: TableTick,
): Uint32Array {
  const n = rows.length;
  const ticked = everyRow(tick);
  const keys = new Float64Array(n);
  const starts = new Uint32Array(n + 2);
  for (let i = 0; i < n; i++) {
    ticked(i, 2 * n);
    keys[i] = stream.uniform(rows[i]!);
    starts[Math.floor(keys[i]! * n) + 1]!++;
  }
  for (let bucket = 0; bucket < n; bucket++) starts[bucket + 1]! += starts[bucket]!;
  const ordered = new Uint32Array(n);
  const orderedKeys = new Float64Array(n);
  const filled = starts.slice();
  for (let i = 0; i < n; i++) {
    ticked(n + i, 2 * n);
    const key = keys[i]!;
    const bucket = Math.floor(key * n);
    let at = filled[bucket]!++;
    // Insertion from the back of the bucket keeps equal keys in row order.
    for (; at > starts[bucket]! && orderedKeys[at - 1]! > key; at--) {
      orderedKeys[at] = orderedKeys[at - 1]!;
      ordered[at] = ordered[at - 1]!;
    }
    orderedKeys[at] = key;
    ordered[at] = rows[i]!;
  }
  return ordered;
}

/** A permutation of 0 .. n-1 in counter order. */
export function permutation(stream: RandomStream, n: number, tick?: TableTick): Uint32Array {
  return counterOrder(stream, rowNumbers(n), tick);
}

/** k of `rows` (ascending) without replacement, in counter order. @throws Cancelled (from tick) */
export function sample(
  stream: RandomStream,
  rows: Uint32Array,
  k: number,
  tick?: TableTick,
): Uint32Array {
  const { among, most } = lowest(stream, rows, k, tick);
  const candidates = select(rows, (_, i) => among[i]! <= most, tick);
  return counterOrder(stream, candidates, tick).slice(0, k);
}

/** The rows of `sample`, ascending: memory follows the rows alone, with two bytes for each. @throws Cancelled (from tick) */
export function choice(
  stream: RandomStream,
  rows: Uint32Array,
  k: number,
  tick?: TableTick,
): Uint32Array {
  const { among, most } = lowest(stream, rows, k, tick);
  const border = counterOrder(
    stream,
    select(rows, (_, i) => among[i] === most, tick),
    tick,
  );
  const sure = among.reduce((sum, part) => sum + (part < most ? 1 : 0), 0);
  const drawn = new Set(border.subarray(0, Math.max(0, k - sure)));
  return select(rows, (row, i) => among[i]! < most || (among[i] === most && drawn.has(row)), tick);
}

/** Most parts of [0, 1) by which uniform numbers are told apart before they are compared. */
const MOST_PARTS = 1 << 16;

/** Into how many parts [0, 1) is divided to tell the numbers of so many rows apart. */
export const partsFor = (rows: number): number => Math.max(1, Math.min(MOST_PARTS, rows));

/** The part of [0, 1), of so many, in which the number at an index lies. */
export function partOf(stream: RandomStream, index: number, parts: number): number {
  return Math.floor(stream.uniform(index) * parts);
}

/** The part of [0, 1) in which the number of each row lies, and the one in which the k-th smallest does. */
function lowest(
  stream: RandomStream,
  rows: Uint32Array,
  k: number,
  tick?: TableTick,
): { readonly among: Uint16Array; readonly most: number } {
  const parts = partsFor(rows.length);
  const among = new Uint16Array(rows.length);
  const counts = new Uint32Array(parts);
  const ticked = everyRow(tick);
  for (let i = 0; i < rows.length; i++) {
    ticked(i, rows.length);
    const part = partOf(stream, rows[i]!, parts);
    among[i] = part;
    counts[part]!++;
  }
  let most = 0;
  for (let below = counts[0]!; below < k && most < parts - 1; below += counts[++most]!);
  return { among, most };
}

/** Standard normal number by Box and Muller (1958); `radius` and `angle` are the streams `<use>/a` and `<use>/b`. */
export function normal(radius: RandomStream, angle: RandomStream, index: number): number {
  const length = Math.sqrt(-2 * Math.log(1 - radius.uniform(index)));
  return length * Math.cos(2 * Math.PI * angle.uniform(index));
}

/** Most attempts of a draw by rejection; one is refused less often than one in twenty. */
const MOST_ATTEMPTS = 1000;

/**
 * Gamma number of a shape from 1 (Marsaglia and Tsang 2000): attempt j draws from the streams `<name>/<j>/a`, `/b`
 * (normal) and `/u`.
 */
export function gamma(random: Random, name: string, index: number, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const of = (use: string) => random.stream(`${name}/${attempt}/${use}`);
    const x = normal(of('a'), of('b'), index);
    const v = (1 + c * x) ** 3;
    const u = of('u').uniform(index) || 2 ** -54;
    if (v > 0 && Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
  return d;
}

/** Beta number from two gamma numbers: streams `<name>/x/...` and `<name>/y/...`; both shapes from 1. */
export function beta(random: Random, name: string, index: number, a: number, b: number): number {
  const x = gamma(random, `${name}/x`, index, a);
  return x / (x + gamma(random, `${name}/y`, index, b));
}

/** Rounds a count up with the probability of its fraction: floor(count) + [u < fraction]. */
export function roundByChance(stream: RandomStream, index: number, count: number): number {
  const whole = Math.floor(count);
  return whole + (stream.uniform(index) < count - whole ? 1 : 0);
}

/**
 * `draws` draws with replacement, in proportion to `weights`: for each the smallest index whose running weight sum
 * exceeds u times the total.
 */
export function weightedDraws(
  stream: RandomStream,
  weights: ArrayLike<number>,
  draws: number,
): Uint32Array {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) sums[i] = total += weights[i]!;
  return Uint32Array.from({ length: draws }, (_, draw) => {
    const wanted = stream.uniform(draw) * total;
    let from = 0;
    let to = weights.length - 1;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (sums[middle]! > wanted) to = middle;
      else from = middle + 1;
    }
    return from;
  });
}

/**
 * Keys of a weighted sample without replacement: ln w - ln(-ln u), the largest first (Gumbel top-k; Efraimidis and
 * Spirakis 2006). -Infinity where the weight is 0: never chosen.
 */
export function gumbelKeys(stream: RandomStream, weights: ArrayLike<number>): Float64Array {
  return Float64Array.from(weights, (weight, index) => {
    const u = stream.uniform(index) || 2 ** -54;
    return weight > 0 ? Math.log(weight) - Math.log(-Math.log(u)) : -Infinity;
  });
}
