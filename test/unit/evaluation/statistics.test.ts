import { describe, expect, it } from 'vitest';
import { differenceOf, holm } from '../../../src/engine/evaluation/compare';
import { studentQuantile, studentTails } from '../../../src/engine/statistics/student';

// scipy 1.17.1: 2 * scipy.stats.t.sf(t, df)
it.each([
  [2, 4, 0.11611652351681556],
  [0.5, 1, 0.7048327646991335],
  [12, 9, 7.699886222985653e-7],
  [1.96, 1000, 0.050273184955748736],
])('P(|T| >= %d) with %d degrees', (t, degrees, p) => {
  expect(studentTails(t, degrees) / p).toBeCloseTo(1, 11);
});

it('quantiles are those of the tables', () => {
  expect(studentQuantile(0.05, 4)).toBeCloseTo(2.7764451051977987, 9);
  expect(studentQuantile(0.05, 30)).toBeCloseTo(2.0422724563012373, 9);
  expect(studentQuantile(1, 3)).toBeCloseTo(0, 9);
});

describe('the corrected resampled t-test', () => {
  it('is the formula of Nadeau and Bengio', () => {
    // d = 1, 2, 3, 4, 5: mean 3, variance 2.5; (1/5 + 1/4) * 2.5 = 1.125.
    const found = differenceOf([2, 4, 6, 8, 10], [1, 2, 3, 4, 5], 0.25)!;
    expect(found.mean).toBe(3);
    expect(found.p).toBeCloseTo(studentTails(3 / Math.sqrt(1.125), 4), 12);
    expect(found.high - found.mean).toBeCloseTo(2.7764451051977987 * Math.sqrt(1.125), 9);
  });

  it('leaves out folds in which a score is not defined, and needs two', () => {
    expect(differenceOf([1, NaN, 3], [0, 0, 0], 0.5)!.mean).toBe(2);
    expect(differenceOf([1, NaN], [0, 0], 1)).toBeUndefined();
  });
});

it("Holm's steps stop at the first that is not significant", () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([true, false, false, true]);
  expect(holm([0.06])).toEqual([false]);
});
