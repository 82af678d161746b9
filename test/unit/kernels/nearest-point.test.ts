import { describe, expect, it } from 'vitest';
import { distancesFrom, type ColumnPoints } from '../../../src/engine/kernels/nearest-by-columns';
import { nearestPointIn } from '../../../src/engine/kernels/nearest-point';
import { dice } from '../../dice';

describe('nearestPointIn', () => {
  it('finds what all distances say, of equals the first, with numbers and levels', () => {
    const seed = 7;
    const { below } = dice(seed);
    const count = 60;
    for (let round = 0; round < 200; round++) {
      const [width, kinds] = [below(4), below(3)];
      const prices = Array.from({ length: 16 }, () => below(3));
      const column = () => Float64Array.from({ length: count }, () => below(4) / 3);
      const points: ColumnPoints = {
        count,
        numbers: Array.from({ length: width }, column),
        levels: Array.from({ length: kinds }, () => ({
          levels: Uint32Array.from({ length: count }, () => below(4)),
          costs: (level) => Float64Array.from(prices.slice(4 * level, 4 * level + 4)),
        })),
      };
      const searches = [nearestPointIn(points), nearestPointIn(points, 1)];
      const distances = new Float64Array(count);
      for (let query = 0; query < count; query += 7) {
        distancesFrom(points, points, query, distances);
        for (const left of [-1, query]) {
          const others = [...distances].map((value, i) => (i === left ? Infinity : value));
          const least = Math.min(...others);
          for (const nearest of searches) {
            expect(nearest(points, query, left), `seed ${seed}, round ${round}`).toEqual({
              point: others.indexOf(least),
              distance: least,
            });
          }
        }
      }
    }
  });

  it('is none without another point', () => {
    const one: ColumnPoints = { count: 1, numbers: [Float64Array.of(2)], levels: [] };
    const none = { point: -1, distance: Infinity };
    expect(nearestPointIn(one)(one, 0, 0)).toEqual(none);
    expect(nearestPointIn(one, 1)(one, 0, 0)).toEqual(none);
  });
});
