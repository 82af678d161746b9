import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mostFrequent } from '../../../src/engine/statistics/extremes';
import { distancesFrom, weightedValues } from '../../../src/engine/statistics/weighted-values';

/** The oracle: a sorted map from value to cells; -0 is 0. */
function byMap(given: readonly number[], cells: readonly number[]): [number, number][] {
  const counts = new Map<number, number>();
  given.forEach((value, i) => {
    if (cells[i]! > 0 && Number.isFinite(value)) {
      counts.set(value + 0, (counts.get(value + 0) ?? 0) + cells[i]!);
    }
  });
  return [...counts].sort((a, b) => a[0] - b[0]);
}

const number = fc.oneof(
  fc.double(),
  fc.integer({ min: -4, max: 4 }),
  fc.constantFrom(-0, NaN, Infinity, -Infinity, 0.5, 2 ** 60, 2 ** 60 + 256, 1e308, -1e308),
);
// Few cells sort every cell, many cells sort the values; dense whole numbers and what ascends already sort nothing.
const pairs = fc.oneof(
  fc.array(fc.tuple(number, fc.nat(3))).map((list) => list.sort(([a], [b]) => a - b)),
  fc.array(fc.tuple(number, fc.nat(1))),
  fc.array(fc.tuple(number, fc.nat(50))),
  fc.array(fc.tuple(fc.integer({ min: -20, max: 20 }), fc.nat(5))),
);

describe('weighted values', () => {
  test('agree with a sorted map, whichever way they are sorted', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const given = list.map(([value]) => value);
        const cells = list.map(([, count]) => count);
        const { values, counts, upTo, n } = weightedValues(given, cells);
        const expected = byMap(given, cells);
        expect(Array.from(values, (value, i) => [value, counts[i]])).toEqual(expected);
        expect(n).toBe(expected.reduce((sum, [, count]) => sum + count, 0));
        expect(upTo.at(-1) ?? 0).toBe(n);
      }),
      { numRuns: 3000 },
    );
  });

  test('distances from a point are those of every value, sorted', () => {
    fc.assert(
      fc.property(pairs, number, (list, point) => {
        const of = weightedValues(
          list.map(([value]) => value),
          list.map(([, count]) => count),
        );
        const { values, counts } = distancesFrom(of, point);
        const all = Array.from(of.values, (value) => Math.abs(value - point));
        expect(Array.from(values, (value, i) => [value, counts[i]])).toEqual(
          byMap(all, [...of.counts]),
        );
      }),
      { numRuns: 3000 },
    );
  });
});

test('the most frequent are those a stable sort puts first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(6)),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(3),
      (counts, most, by) => {
        const wanted = (index: number) => by === 0 || index % by !== 0;
        const expected = counts
          .map((_, index) => index)
          .filter((index) => counts[index]! > 0 && wanted(index))
          .sort((a, b) => counts[b]! - counts[a]!)
          .slice(0, most);
        expect(mostFrequent(counts, most, wanted)).toEqual(expected);
      },
    ),
    { numRuns: 1000 },
  );
});
