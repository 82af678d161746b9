import { describe, expect, test } from 'vitest';
import { chiSquareTail, chiSquareTest, logGamma } from '../../../src/engine/statistics/chi-square';
import { histogram, medianDeviation, moments } from '../../../src/engine/statistics/describe';
import { entropy, evenness, gini } from '../../../src/engine/statistics/evenness';
import { extremes, largestInOrder } from '../../../src/engine/statistics/extremes';
import { significant } from '../../../src/engine/statistics/false-discovery';
import { Sum, sumOf } from '../../../src/engine/statistics/sum';
import { quantile, weightedValues } from '../../../src/engine/statistics/weighted-values';
import { wilson } from '../../../src/engine/statistics/wilson';
import { differences, examplesOf } from './examples';

describe('Wilson intervals', () => {
  for (const { name, input, expect: wanted, tol } of examplesOf('conventions')) {
    test(name, () => {
      const { successes, n } = input as { successes: number; n: number };
      expect(differences(wilson(successes, n), wanted, tol)).toEqual([]);
    });
  }

  test('no rows say nothing', () => {
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe('sums', () => {
  test('keep what plain addition loses', () => {
    const sum = new Sum();
    for (const value of [1, 1e100, 1, -1e100]) sum.add(value);
    expect(sum.value).toBe(2);
    expect(sumOf(10, () => 0.1)).toBe(1);
  });
});

describe('evenness', () => {
  test('even counts have the largest entropy, one class none', () => {
    expect(entropy([5, 5, 5, 5])).toBeCloseTo(Math.log(4), 14);
    expect(entropy([7])).toBe(0);
    expect(evenness([3, 3, 3])).toBeCloseTo(1, 14);
    expect(evenness([9])).toBe(1);
  });

  test('Gini is half the mean absolute difference over the mean', () => {
    const counts = [3, 9, 1, 40, 7];
    const mean = counts.reduce((a, b) => a + b) / counts.length;
    let differencesSum = 0;
    for (const a of counts) for (const b of counts) differencesSum += Math.abs(a - b);
    expect(gini(counts)).toBeCloseTo(differencesSum / (2 * counts.length ** 2 * mean), 12);
  });
});

/** Values and counts side by side. */
const ofPairs = (pairs: readonly { value: number; count: number }[]) =>
  weightedValues(
    pairs.map(({ value }) => value),
    pairs.map(({ count }) => count),
  );

describe('quantiles of weighted values', () => {
  /** Type 7 on the written-out list. */
  const plain = (values: number[], p: number): number => {
    const sorted = [...values].sort((a, b) => a - b);
    const h = (sorted.length - 1) * p;
    const low = sorted[Math.floor(h)]!;
    const high = sorted[Math.ceil(h)]!;
    return low + (h - Math.floor(h)) * (high - low);
  };

  test('equal those of the written-out list', () => {
    const pairs = [
      { value: 4.5, count: 3 },
      { value: -2, count: 1 },
      { value: 0, count: 7 },
      { value: -0, count: 2 },
      { value: 11, count: 4 },
    ];
    const list = pairs.flatMap(({ value, count }) => new Array<number>(count).fill(value));
    const of = ofPairs(pairs);
    expect(of.values).toEqual(Float64Array.of(-2, 0, 4.5, 11));
    for (const p of [0, 0.01, 0.1, 0.25, 1 / 3, 0.5, 0.77, 0.95, 1]) {
      expect(quantile(of, p)).toBeCloseTo(plain(list, p), 12);
    }
  });

  test('values that are not finite are no cells', () => {
    const of = ofPairs([
      { value: NaN, count: 3 },
      { value: Infinity, count: 2 },
      { value: 1, count: 1 },
      { value: 2, count: 0 },
    ]);
    expect(of.n).toBe(1);
    expect(quantile(weightedValues([], []), 0.5)).toBeNaN();
  });
});

describe('description of numbers', () => {
  const ofList = (list: number[]) => ofPairs(list.map((value) => ({ value, count: 1 })));

  for (const { name, input, expect: wanted, tol } of examplesOf('column-summary')) {
    test(name, () => {
      const list = (input as { values: number[] }).values;
      const of = ofList(list);
      const found = {
        ...moments(of),
        n: of.n,
        median: quantile(of, 0.5),
        mad: medianDeviation(of),
        q1: quantile(of, 0.25),
        q3: quantile(of, 0.75),
        p5: quantile(of, 0.05),
        p95: quantile(of, 0.95),
        distinct: of.values.length,
      };
      expect(differences(found, wanted, tol)).toEqual([]);
    });
  }

  test('a histogram holds every value once, in the bin of its edges', () => {
    const list = Array.from({ length: 500 }, (_, i) => ((i * 37) % 101) / 10);
    const { edges, counts } = histogram(ofList(list));
    const last = counts.length - 1;
    counts.forEach((n, bin) => {
      const within = list.filter(
        (v) => v >= edges[bin]! && (v < edges[bin + 1]! || (bin === last && v <= edges[bin + 1]!)),
      );
      expect(n).toBe(within.length);
    });
    expect(counts.reduce((a, b) => a + b)).toBe(500);
  });

  test('the number of bins follows Freedman and Diaconis within 10 and 100, else Sturges, else one', () => {
    const even = Array.from({ length: 1000 }, (_, i) => i);
    expect(histogram(ofList(even)).counts).toHaveLength(Math.ceil(999 / (2 * 499.5 * 0.1)));
    expect(histogram(ofList([1, 2, 3, 4, 5])).counts).toHaveLength(10);
    expect(histogram(ofList([...even, 1e6])).counts).toHaveLength(100);
    const mostlyZero = [...new Array<number>(60).fill(0), 1, 2, 3, 4];
    expect(histogram(ofList(mostlyZero)).counts).toHaveLength(Math.log2(64) + 1);
    expect(histogram(ofList([5, 5, 5]))).toEqual({ edges: [5, 5], counts: [3] });
  });
});

describe('chi-square', () => {
  test('ln gamma at integers and a half', () => {
    expect(logGamma(6)).toBeCloseTo(Math.log(120), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  });

  test('closed forms of the tail: two degrees is exp(-x/2), four adds a term', () => {
    for (const x of [0.1, 1, 3, 10, 60]) {
      expect(chiSquareTail(x, 2)).toBeCloseTo(Math.exp(-x / 2), 13);
      expect(chiSquareTail(x, 4)).toBeCloseTo(Math.exp(-x / 2) * (1 + x / 2), 13);
    }
  });

  test('one degree at the usual points', () => {
    expect(chiSquareTail(3.841458820694124, 1)).toBeCloseTo(0.05, 10);
    expect(chiSquareTail(6.6348966010212145, 1)).toBeCloseTo(0.01, 10);
    expect(chiSquareTail(0, 3)).toBe(1);
  });

  test('a two by two table', () => {
    const { statistic, degrees } = chiSquareTest([30, 10, 20, 40], 2);
    expect(statistic).toBeCloseTo(50 / 3, 10);
    expect(degrees).toBe(1);
    expect(chiSquareTest([5, 0, 7, 0], 2).p).toBe(1);
  });
});

describe('false discovery', () => {
  test('accepts up to the last p value under its line', () => {
    const p = [0.01, 0.02, 0.03, 0.04, 0.9];
    expect(significant(p)).toEqual([true, true, true, true, false]);
    expect(significant([0.04, 0.2, 0.3, 0.4, 0.5])).toEqual(new Array(5).fill(false));
  });

  test('few tests are no scan', () => {
    expect(significant([0.04, 0.2])).toEqual([true, false]);
  });
});

describe('extremes', () => {
  test('the first wins a tie', () => {
    expect(extremes([4, 1, 9, 1, 9])).toEqual({ rarest: 1, largest: 2 });
    expect(largestInOrder([4, 1, 9, 4], 2)).toEqual([0, 2]);
    expect(largestInOrder([4, 1], 5)).toEqual([0, 1]);
  });
});
