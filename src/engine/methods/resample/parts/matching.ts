import { nearestNeighbours, NO_POINT, type Points } from '../../../kernels/nearest-neighbours';
import { select } from '../../../plan/row-numbers';
import type { TableTick } from '../../../table/table';

/** Pairs of a rare point and a common one, by point number; a rare point may have several. */
export interface Match {
  readonly rare: number;
  readonly common: number;
}

/** What a matching looks for. */
export interface Matching {
  /** Common points per rare point. */
  readonly ratio: number;
  /** A common point may match several rare ones. */
  readonly replacement: boolean;
}

/**
 * Greedy nearest matching on one number per point: rare points by falling number take the nearest common point that is
 * free and no farther than the caliper, of two that are as near the one above; in as many rounds as the ratio says
 * (MatchIt's `nearest`, Ho et al. 2007). @throws Cancelled (from tick)
 */
export function matchScores(
  scores: Float64Array,
  rare: Uint32Array,
  common: Uint32Array,
  caliper: number,
  { ratio, replacement }: Matching,
  tick: TableTick,
): Match[] {
  const byScore = common.slice().sort((a, b) => scores[a]! - scores[b]! || a - b);
  const order = rare.slice().sort((a, b) => scores[b]! - scores[a]! || a - b);
  const free = new FreePlaces(byScore.length);
  const found: Match[] = [];
  const take = (point: number): void => {
    const gap = (place: number) => Math.abs((scores[byScore[place]!] ?? Infinity) - scores[point]!);
    const start = firstAbove(byScore, scores, scores[point]!);
    const [up, down] = [free.from(start), free.below(start)];
    const place = down >= 0 && !(gap(up) <= gap(down)) ? down : up;
    if (!(gap(place) <= caliper)) return;
    free.take(place);
    found.push({ rare: point, common: byScore[place]! });
  };
  const rounds = replacement ? 1 : ratio;
  for (let round = 0; round < rounds; round++) {
    order.forEach((point, i) => {
      if (i % 1024 === 0) tick(i, order.length);
      // With replacement all points are free again for the next one.
      if (replacement) free.release();
      for (let n = 0; n < (replacement ? ratio : 1); n++) take(point);
    });
  }
  return found;
}

/** The first place whose number is at least `score`. */
function firstAbove(order: Uint32Array, scores: Float64Array, score: number): number {
  let from = 0;
  let to = order.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (scores[order[middle]!]! < score) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Places 0 .. n - 1 of which some are taken; the next free one either way, by path compression. */
class FreePlaces {
  readonly #next: Uint32Array;
  readonly #before: Uint32Array;
  readonly #taken: number[] = [];

  constructor(n: number) {
    this.#next = Uint32Array.from({ length: n + 1 }, (_, i) => i);
    // Place p stands at p + 1, so that 0 is "none".
    this.#before = Uint32Array.from({ length: n + 1 }, (_, i) => i);
  }

  take(place: number): void {
    this.#taken.push(place);
    this.#next[place] = place + 1;
    this.#before[place + 1] = place;
  }

  /** Frees what was taken; only taken places lead elsewhere, so that nothing else is to be undone. */
  release(): void {
    for (const place of this.#taken) {
      this.#next[place] = place;
      this.#before[place + 1] = place + 1;
    }
    this.#taken.length = 0;
  }

  /** The first free place from `place` on; n when there is none. */
  from(place: number): number {
    return root(this.#next, place);
  }

  /** The last free place below `place`; -1 when there is none. */
  below(place: number): number {
    return root(this.#before, place) - 1;
  }
}

function root(parents: Uint32Array, of: number): number {
  let found = of;
  while (parents[found] !== found) found = parents[found]!;
  for (let at = of; parents[at] !== found && at !== found;) {
    const up = parents[at]!;
    parents[at] = found;
    at = up;
  }
  return found;
}

/** Neighbours that are looked up at once. */
const AT_ONCE = 32;

/**
 * Greedy nearest matching by distance: rare points in their order take the nearest common point that is free, in as many
 * rounds as the ratio says. @throws Cancelled
 */
export function matchPoints(
  points: Points,
  rare: Uint32Array,
  common: Uint32Array,
  { ratio, replacement }: Matching,
  tick: TableTick,
): Match[] {
  const k = Math.min(AT_ONCE, common.length);
  const near = nearestNeighbours(points, k, tick, { queries: rare, among: common });
  const found: Match[] = [];
  const taken = new Set<number>();
  for (let round = 0; round < ratio; round++) {
    rare.forEach((point, i) => {
      if (replacement) {
        if (round < k) found.push({ rare: point, common: near.points[i * k + round]! });
        return;
      }
      if (taken.size === common.length) return;
      let best = near.points.subarray(i * k, (i + 1) * k).find((other) => !taken.has(other));
      if (best === undefined) {
        const free = select(common, (other) => !taken.has(other));
        const asked = { queries: Uint32Array.of(point), among: free };
        best = nearestNeighbours(points, 1, tick, asked).points[0]!;
      }
      if (best === NO_POINT) return;
      taken.add(best);
      found.push({ rare: point, common: best });
    });
  }
  return found;
}
