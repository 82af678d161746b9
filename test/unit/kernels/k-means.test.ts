import { describe, expect, it } from 'vitest';
import { kMeans } from '../../../src/engine/kernels/k-means';
import type { Points } from '../../../src/engine/kernels/nearest-neighbours';
import { createRandom } from '../../../src/engine/random';
import { dice } from '../../dice';
import { sha256 } from '../methods/run';

const random = createRandom(0, sha256);
const still = () => undefined;

/** Squares of side 1 around corners of a grid of side 20. */
function squares(count: number, corners: number, seed: number): Points {
  const { next } = dice(seed);
  const values = new Float64Array(2 * count);
  for (let point = 0; point < count; point++) {
    const corner = point % corners;
    values[2 * point] = 20 * (corner % 3) + next();
    values[2 * point + 1] = 20 * Math.floor(corner / 3) + next();
  }
  return { count, dimensions: 2, values };
}

/** What any answer must be: each point at its nearest centre, sums as they are. */
function check(points: Points, found: ReturnType<typeof kMeans>, k: number) {
  let inertia = 0;
  const sizes = new Uint32Array(k);
  for (let point = 0; point < points.count; point++) {
    const distances = Array.from({ length: k }, (_, cluster) => {
      let sum = 0;
      for (let d = 0; d < points.dimensions; d++) {
        const centre = found.centres[cluster * points.dimensions + d]!;
        sum += (points.values[point * points.dimensions + d]! - centre) ** 2;
      }
      return sum;
    });
    const least = Math.min(...distances);
    expect(found.clusterOf[point]).toBe(distances.indexOf(least));
    expect(found.distances[point]).toBe(least);
    sizes[found.clusterOf[point]!]!++;
    inertia += least;
  }
  expect(found.inertia).toBeCloseTo(inertia, 6);
  expect(found.sizes).toEqual(sizes);
}

describe('k-means', () => {
  it('finds squares that lie apart', () => {
    const points = squares(900, 9, 3);
    const found = kMeans(points, 9, random, 'test', still);
    check(points, found, 9);
    expect([...found.sizes]).toEqual(Array(9).fill(100));
    expect(found.inertia / 900).toBeLessThan(0.2);
    expect(kMeans(points, 9, random, 'test', still)).toEqual(found);
  });

  it('finds them in batches too', () => {
    const points = squares(9000, 9, 4);
    const found = kMeans(points, 9, random, 'test', still, { mostWhole: 1000 });
    check(points, found, 9);
    expect([...found.sizes]).toEqual(Array(9).fill(1000));
  });

  it('has centres that are means where it came to rest', () => {
    const points = squares(300, 1, 5);
    const { centres, clusterOf, sizes } = kMeans(points, 4, random, 'test', still);
    const sums = new Float64Array(8);
    clusterOf.forEach((cluster, point) => {
      for (const d of [0, 1]) sums[2 * cluster + d]! += points.values[2 * point + d]!;
    });
    centres.forEach((centre, i) => expect(centre).toBeCloseTo(sums[i]! / sizes[i >> 1]!, 2));
  });

  it('gives every point its own cluster, and equal points to the first of theirs', () => {
    const own = kMeans(squares(6, 6, 6), 6, random, 'test', still);
    expect([...own.sizes]).toEqual(Array(6).fill(1));
    expect(own.inertia).toBe(0);
    const same = { count: 5, dimensions: 1, values: new Float64Array(5).fill(7) };
    const found = kMeans(same, 3, random, 'test', still);
    expect([...found.sizes]).toEqual([5, 0, 0]);
    expect([...found.centres]).toEqual([7, 7, 7]);
  });
});
