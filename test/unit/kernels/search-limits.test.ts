import { describe, expect, it } from 'vitest';
import { limitsOf } from '../../../src/engine/kernels/search-limits';

/** Lists of two neighbours: at `i` and at `i + apart`. */
const lists = (apart: number) =>
  Array.from({ length: 10_000 }, (_, i) => Float64Array.of(i, i + apart));

describe('limits of a search', () => {
  it('lie four standard deviations above the sum that is wanted', () => {
    // 900 of 10,000 and 4 sqrt(900 (1 - 0.09)) = 114.47 more: the sum of the list at 1,015.
    expect(limitsOf(lists(0), 0.09)).toEqual({ within: 1015 * 1.01, enough: 2030 });
  });

  it('look farther where many lists would have to be looked for twice', () => {
    const apart = 500;
    const { within, enough } = limitsOf(lists(apart), 0.09)!;
    expect(enough).toBe(2 * 1015 + apart);
    // Twice: those with i <= within < i + apart whose sum i + within may be enough.
    const twice = (within: number) =>
      lists(apart).filter(([a, b]) => b! > within && Math.min(a!, within) + within <= enough)
        .length;
    expect(twice(within)).toBeLessThanOrEqual(500);
    expect(twice(within - enough / 200)).toBeGreaterThan(500);
  });

  it('are none where most lists are wanted', () => {
    expect(limitsOf(lists(0), 0.5)).toBeUndefined();
  });
});
