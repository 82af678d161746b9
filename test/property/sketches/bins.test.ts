import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binKey, binRange } from '../../../src/engine/sketch';
import { BinCounter, binQuantile } from '../../../src/engine/sketches/bins';
import { quantile, weightedValues } from '../../../src/engine/statistics/weighted-values';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const numbers = fc.oneof(
  fc.array(finite, { minLength: 1, maxLength: 300 }),
  fc.array(fc.integer({ min: -600, max: 600 }), { minLength: 1, maxLength: 300 }),
  fc.array(
    fc.integer({ min: 0, max: 1e6 }).map((n) => n / 100),
    { minLength: 1, maxLength: 300 },
  ),
);

function binned(values: readonly number[]) {
  const counter = new BinCounter();
  for (const value of values) counter.add(value);
  return {
    bins: counter.bins,
    n: values.length,
    min: Math.min(...values) + 0,
    max: Math.max(...values) + 0,
    whole: values.every(Number.isInteger),
  };
}

const ones = (values: readonly number[]) => values.map(() => 1);

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
        parts.merge(binned([0, ...values.slice(0, at)]).bins);
        parts.merge(binned([0, ...values.slice(at)]).bins);
        const { bins } = binned([0, 0, ...values]);
        expect(parts.bins).toEqual(bins);
        const byKey = new Map<number, number>();
        for (const v of [0, 0, ...values]) byKey.set(binKey(v), (byKey.get(binKey(v)) ?? 0) + 1);
        const expected = [...byKey].sort((a, b) => a[0] - b[0]);
        expect(expected).toEqual(Array.from(bins.keys, (key, i) => [key, bins.counts[i]]));
      }),
    );
  });
});

describe('a quantile from counts by size', () => {
  const share = fc.constantFrom(0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1);

  test('is within 2^-8 of the numbers that exact ones lie between', () => {
    fc.assert(
      fc.property(numbers, share, (values, p) => {
        const sorted = [...values].sort((a, b) => a - b);
        const position = (values.length - 1) * p;
        const [below, above] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
        const exact = quantile(weightedValues(values, ones(values)), p);
        // Below the smallest normal number a bin's width is absolute.
        const width = 2 ** -8 * Math.max(Math.abs(below), Math.abs(above)) + 2 ** -1022;
        const found = binQuantile(binned(values), p);
        if (Number.isFinite(above - below))
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('is exact for whole numbers up to 512, and at both ends of any numbers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -512, max: 512 }), { minLength: 1 }),
        share,
        (v, p) => {
          expect(binQuantile(binned(v), p)).toBe(quantile(weightedValues(v, ones(v)), p));
        },
      ),
    );
    fc.assert(
      fc.property(numbers, (values) => {
        const of = binned(values);
        expect([binQuantile(of, 0), binQuantile(of, 1)]).toEqual([of.min, of.max]);
      }),
    );
  });

  test('does not fall as its share grows, and is NaN without numbers', () => {
    fc.assert(
      fc.property(numbers, share, share, (values, p, q) => {
        const of = binned(values);
        if (!Number.isFinite(of.max - of.min)) return;
        const [less, more] = [binQuantile(of, Math.min(p, q)), binQuantile(of, Math.max(p, q))];
        expect(less).toBeLessThanOrEqual(more);
      }),
    );
    expect(binQuantile({ ...binned([1]), n: 0 }, 0.5)).toBeNaN();
  });
});
