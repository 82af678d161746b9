import { kMeans } from '../../../kernels/k-means';
import type { Points } from '../../../kernels/nearest-neighbours';
import type { Random } from '../../../random';
import { sample } from '../../../random';
import { rowNumbers } from '../../../plan/row-numbers';
import type { TableTick } from '../../../table/table';

/** Parts of a class. */
export interface Subclasses {
  /** Part per point. */
  readonly partOf: Uint32Array;
  readonly count: number;
  /** Squared distance per point to the centre of its part. */
  readonly distances: Float64Array;
  /** How clearly parts are apart: mean silhouette of a sample, -1 .. 1. */
  readonly silhouette: number;
}

/** Most parts of one class: k-means takes time in proportion to them. */
export const MOST_PARTS = 200;
/** Points whose silhouette is measured. */
const MEASURED = 1000;

/**
 * Parts of at most `capacity` points: k-means with as few centres as that allows, then every point, those nearest to a
 * centre first, goes to the nearest centre that is not full. `parts` is 1 .. points.count. @throws Cancelled
 */
export function subclassesOf(
  points: Points,
  parts: number,
  capacity: number,
  random: Random,
  stream: string,
  tick: TableTick,
): Subclasses {
  const { centres, distances: own } = kMeans(points, parts, random, stream, tick, {
    restarts: parts * points.count > 1e6 ? 1 : 5,
  });
  const partOf = new Uint32Array(points.count);
  const distances = new Float64Array(points.count);
  const sizes = new Uint32Array(parts);
  const order = rowNumbers(points.count).sort((a, b) => own[a]! - own[b]! || a - b);
  order.forEach((point, i) => {
    if (i % 1024 === 0) tick(i, order.length);
    let best = -1;
    let least = Infinity;
    for (let part = 0; part < parts; part++) {
      if (sizes[part]! >= capacity) continue;
      const distance = squared(points, point, centres, part);
      if (distance < least) [best, least] = [part, distance];
    }
    partOf[point] = best;
    distances[point] = least;
    sizes[best]!++;
  });
  const asked = sample(random.stream(`${stream}/silhouette`), rowNumbers(points.count), MEASURED);
  return { partOf, count: parts, distances, silhouette: silhouetteOf(points, partOf, asked, tick) };
}

function squared(
  { dimensions, values }: Points,
  point: number,
  others: Float64Array,
  other: number,
): number {
  let sum = 0;
  for (let d = 0; d < dimensions; d++) {
    const gap = values[point * dimensions + d]! - others[other * dimensions + d]!;
    sum += gap * gap;
  }
  return sum;
}

/**
 * Mean silhouette (Rousseeuw 1987) of some points, measured among themselves; a point that is alone in its part has 0.
 * 0 with one part.
 */
export function silhouetteOf(
  points: Points,
  partOf: Uint32Array,
  asked: Uint32Array,
  tick: TableTick,
): number {
  const parts = partOf.reduce((most, part) => Math.max(most, part + 1), 0);
  const sizes = new Uint32Array(parts);
  for (const point of asked) sizes[partOf[point]!]!++;
  let total = 0;
  const sums = new Float64Array(parts);
  asked.forEach((point, i) => {
    if (i % 64 === 0) tick(i, asked.length);
    const own = partOf[point]!;
    if (sizes[own]! < 2) return;
    sums.fill(0);
    for (const other of asked) {
      sums[partOf[other]!]! += Math.sqrt(squared(points, point, points.values, other));
    }
    const inside = sums[own]! / (sizes[own]! - 1);
    let outside = Infinity;
    for (let part = 0; part < parts; part++) {
      if (part !== own && sizes[part]) outside = Math.min(outside, sums[part]! / sizes[part]!);
    }
    const most = Math.max(inside, outside);
    if (outside < Infinity && most > 0) total += (outside - inside) / most;
  });
  return asked.length ? total / asked.length : 0;
}

/**
 * Splits `total` over parts as evenly as their sizes allow: small parts are taken whole, the others share what is left,
 * and what does not divide goes to the first of them.
 */
export function evenShares(total: number, sizes: readonly number[]): number[] {
  const bySize = [...sizes.keys()].sort((a, b) => sizes[a]! - sizes[b]! || a - b);
  const shares = sizes.map(() => 0);
  let left = total;
  let parts = sizes.length;
  const full = bySize.findIndex((part) => {
    if (sizes[part]! * parts > left) return true;
    shares[part] = sizes[part]!;
    left -= sizes[part]!;
    parts--;
    return false;
  });
  if (full < 0) return shares;
  const rest = bySize.slice(full).sort((a, b) => a - b);
  const base = Math.floor(left / rest.length);
  rest.forEach((part, i) => (shares[part] = base + (i < left - base * rest.length ? 1 : 0)));
  return shares;
}
