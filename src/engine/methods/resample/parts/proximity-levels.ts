import { nearestNeighbours, NO_POINT } from '../../../kernels/nearest-neighbours';
import type { Space } from './space';
import type { Ground } from './synthesis';

/**
 * The rows of a class by nearness to all other classes: level 1 holds the k nearest of each other row, level 2 the k
 * nearest of each among what is left, and so on; what is left after the last level joins it. Each level ascending, none
 * is empty. @throws Cancelled
 */
export function proximityLevels(
  ground: Ground,
  space: Space,
  index: number,
  k: number,
  most: number,
): Uint32Array[] {
  const { usable, classOf, context } = ground;
  const all = ground.usableOf(index);
  // All are near to everyone: nothing needs to be searched.
  if (all.length <= k || all.length === usable.length) return [all];
  const own: number[] = [];
  const others: number[] = [];
  usable.forEach((row, place) => (classOf(row) === index ? own : others).push(place));
  const queries = Uint32Array.from(others);
  let left = Uint32Array.from(own);
  let points: ReturnType<Space['points']> | undefined;
  const levels: Uint32Array[] = [];
  while (left.length && levels.length < most) {
    const near = new Set(left.length <= k ? left : undefined);
    if (left.length > k) {
      points ??= space.points(usable);
      const found = nearestNeighbours(points, k, (done, total) => context.tick(done, total), {
        queries,
        among: left,
      });
      for (const point of found.points) if (point !== NO_POINT) near.add(point);
    }
    levels.push(left.filter((place) => near.has(place)));
    left = left.filter((place) => !near.has(place));
  }
  if (left.length) levels.push(joinedLevels(levels.pop(), left));
  return levels.map((level) => level.map((place) => usable[place]!));
}

function joinedLevels(last: Uint32Array | undefined, left: Uint32Array): Uint32Array {
  return Uint32Array.from([...(last ?? []), ...left]).sort();
}
