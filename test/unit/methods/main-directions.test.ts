import { describe, expect, it } from 'vitest';
import { mainDirections, type DrawnRow } from '../../../src/engine/preview/main-directions';
import { dice } from '../../dice';

const { next } = dice(7);

/** Rows of three columns that lie in a plane: the third is a sum of the others. */
const planar: DrawnRow[] = Array.from({ length: 60 }, (_, i) => {
  const [a, b] = [next() * 10, next() * 3];
  return { kind: i % 5 ? 'common' : 'rare', numbers: [a, b, a + 2 * b] };
});

describe('the main directions of numeric columns', () => {
  it('keep all distances of rows that lie in a plane', () => {
    const { axes, points } = mainDirections([4, 7, 9], planar)!;
    expect(axes[0].share! + axes[1].share!).toBeCloseTo(1, 10);
    expect(axes[0].share!).toBeGreaterThan(axes[1].share!);
    const scaled = planar.map(({ numbers }) => numbers.map((v, j) => v / deviation(j)));
    for (const [a, b] of [
      [0, 1],
      [5, 40],
      [13, 59],
    ] as const) {
      const far = (of: readonly (readonly number[])[]) =>
        Math.hypot(...of[a]!.map((v, j) => v - of[b]![j]!));
      expect(far(points)).toBeCloseTo(far(scaled), 8);
    }
  });

  it('are named by the columns that weigh most, upwards', () => {
    const rows = planar.map(({ kind, numbers: [a, b] }) => ({
      kind,
      numbers: [-a!, 2 * a! + 1, b!, a! + 0.01 * next()],
    }));
    const { axes, points } = mainDirections([10, 11, 12, 13], rows)!;
    expect([...axes[0].columns].sort()).toEqual([10, 11, 13]);
    expect(axes[1].columns).toEqual([12]);
    const high = points.reduce((best, point, i) => (point[1] > points[best]![1] ? i : best), 0);
    const most = Math.max(...rows.map(({ numbers }) => numbers[2]!));
    expect(rows[high]!.numbers[2]).toBeCloseTo(most, 0);
  });

  it('are found without the made rows, which are put where they fall', () => {
    const made: DrawnRow = { kind: 'made', numbers: [1000, -1000, NaN] };
    const without = mainDirections([0, 1, 2], planar)!;
    const beside = mainDirections([0, 1, 2], [...planar, made])!;
    expect(beside.axes).toEqual(without.axes);
    expect(beside.points.slice(0, -1)).toEqual(without.points);
    expect(beside.points.at(-1)!.every(Number.isFinite)).toBe(true);
  });

  it('need three columns that vary', () => {
    const flat = planar.map(({ kind, numbers: [a, b] }) => ({ kind, numbers: [a!, b!, 7] }));
    expect(mainDirections([0, 1, 2], flat)).toBeUndefined();
  });
});

function deviation(column: number): number {
  const values = planar.map(({ numbers }) => numbers[column]!);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
}
