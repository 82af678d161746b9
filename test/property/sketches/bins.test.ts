import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binKey, binRange } from '../../../src/engine/table/sketch';
import { BinCounter } from '../../../src/engine/sketches/bins';
import {
  shiftOf,
  spreadBins,
  spreadLengths,
  type BinnedValues,
} from '../../../src/engine/sketches/spread-bins';
import { medianDeviation } from '../../../src/engine/statistics/describe';
import {
  quantile,
  weightedValues,
  type WeightedValues,
} from '../../../src/engine/statistics/weighted-values';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const numbers = fc.oneof(
  fc.array(finite, { minLength: 1, maxLength: 300 }),
  fc.array(fc.integer({ min: -600, max: 600 }), { minLength: 1, maxLength: 300 }),
  fc.array(
    fc.integer({ min: 0, max: 1e6 }).map((n) => n / 100),
    { minLength: 1, maxLength: 300 },
  ),
);

const ones = (values: readonly number[]) => values.map(() => 1);

const counterOf = (values: readonly number[]) => {
  const counter = new BinCounter();
  for (const value of values) counter.add(value);
  return counter.bins;
};

/** Numbers counted by their distance from a shift. */
function binned(values: readonly number[], shift = 0): BinnedValues {
  return {
    bins: counterOf(values.map((value) => value - shift)),
    shift,
    n: values.length,
    min: Math.min(...values) + 0,
    max: Math.max(...values) + 0,
    zeros: values.filter((value) => value === 0).length,
    whole: values.every(Number.isInteger),
  };
}

/** Width of the bin of a number; below the smallest normal number it is absolute. */
const width = (value: number, shift: number) =>
  2 ** -8 * Math.abs(value - shift) + 2 ** -52 * Math.abs(shift) + 2 ** -1022;

describe('counts by size', () => {
  test('a number lies within its bin, and bins are in the order of numbers', () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const [low, high] = binRange(binKey(a));
        expect(low).toBeLessThanOrEqual(a);
        expect(high).toBeGreaterThanOrEqual(a);
        if (a < b) expect(binKey(a)).toBeLessThanOrEqual(binKey(b));
      }),
    );
  });

  test('a bin is at most 2^-8 of its numbers wide', () => {
    fc.assert(
      fc.property(finite, (value) => {
        const [low, high] = binRange(binKey(value));
        const least = Math.min(Math.abs(low), Math.abs(high));
        if (least >= 2 ** -1022) expect(high - low).toBeLessThanOrEqual(2 ** -8 * least);
      }),
    );
  });

  test('each number is counted once, in any number of parts', () => {
    fc.assert(
      fc.property(numbers, fc.nat(300), (values, at) => {
        const parts = new BinCounter();
        parts.merge(counterOf([0, ...values.slice(0, at)]));
        parts.merge(counterOf([0, ...values.slice(at)]));
        const bins = counterOf([0, 0, ...values]);
        expect(parts.bins).toEqual(bins);
        const byKey = new Map<number, number>();
        for (const v of [0, 0, ...values]) byKey.set(binKey(v), (byKey.get(binKey(v)) ?? 0) + 1);
        const expected = [...byKey].sort((a, b) => a[0] - b[0]);
        expect(expected).toEqual(Array.from(bins.keys, (key, i) => [key, bins.counts[i]]));
      }),
    );
  });
});

describe('numbers in the place of those counted', () => {
  const share = fc.constantFrom(0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1);
  const shift = fc.constantFrom(0, 0, 1, -17.25, 1e9);
  const moderate = fc.oneof(
    fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 300 }),
    numbers.filter((values) => values.every((value) => Math.abs(value) < 1e150)),
  );

  test('give quantiles within 2^-8 of the distance from the shift', () => {
    fc.assert(
      fc.property(moderate, shift, share, (values, from, p) => {
        const sorted = [...values].sort((a, b) => a - b);
        const position = (values.length - 1) * p;
        const [below, above] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
        const exact = quantile(weightedValues(values, ones(values)), p);
        const found = quantile(spreadBins(binned(values, from)), p);
        const error = Math.max(width(below, from), width(above, from));
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(error);
      }),
    );
  });

  test('are as many, with the same ends and zeros', () => {
    fc.assert(
      fc.property(moderate, shift, (values, from) => {
        const found = spreadBins(binned(values, from));
        const exact = weightedValues(values, ones(values));
        expect(found.n).toBe(values.length);
        expect(found.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
        expect([found.values[0], found.values.at(-1)]).toEqual([
          exact.values[0],
          exact.values.at(-1),
        ]);
        const at = (of: WeightedValues) => of.counts[of.values.indexOf(0)] ?? 0;
        expect(at(found)).toBeGreaterThanOrEqual(at(exact));
      }),
    );
  });

  test('are the whole numbers themselves below 512 from a whole shift', () => {
    const whole = fc.array(fc.integer({ min: -511, max: 511 }), { minLength: 1 });
    fc.assert(
      fc.property(whole, fc.constantFrom(0, 1990, -40), (distances, from) => {
        const values = distances.map((distance) => distance + from);
        expect(spreadBins(binned(values, from))).toEqual(weightedValues(values, ones(values)));
      }),
    );
  });

  test('give deviations within the width of the widest bins', () => {
    fc.assert(
      fc.property(moderate, shift, (values, from) => {
        const exact = medianDeviation(weightedValues(values, ones(values)));
        const found = medianDeviation(spreadBins(binned(values, from)));
        const widest = Math.max(...values.map((value) => width(value, from)));
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(2 * widest);
      }),
    );
  });

  test('of lengths are the lengths below 512', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 511 })), (lengths) => {
        expect(spreadLengths(counterOf(lengths))).toEqual(weightedValues(lengths, ones(lengths)));
      }),
    );
  });
});

describe('the shift', () => {
  const of = (values: readonly number[]) => shiftOf(weightedValues(values, ones(values)));

  test('is 0 for numbers that begin at 0 and the middle for years and coordinates', () => {
    expect(of([1, 10, 200, 3000])).toBe(0);
    expect(of([0, 0, 0, 5])).toBe(0);
    expect(of([1950, 1987, 2001, 2020])).toBe(1994);
    expect(of([-73.98, -73.95, -73.97])).toBe(-73.97);
  });
});
