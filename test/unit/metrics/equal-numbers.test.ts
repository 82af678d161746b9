import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstOfEqual } from '../../../src/engine/kernels/equal-numbers';

/** The oracle: a map from number to the first code; SameValueZero, so that -0 is 0. */
function byMap(numbers: Float64Array, wanted: (code: number) => boolean): number[] {
  const first = new Map<number, number>();
  return Array.from(numbers, (value, code) => {
    if (code === 0 || !Number.isFinite(value) || !wanted(code)) return code;
    if (!first.has(value)) first.set(value, code);
    return first.get(value)!;
  });
}

describe('codes of equal numbers', () => {
  const value = fc.oneof(
    fc.double(),
    fc.constantFrom(-0, 0, NaN, Infinity, -Infinity, 1.5, 2 ** 60, 2 ** 60 + 256),
    fc.integer({ min: -3, max: 3 }),
  );
  const lists = fc.oneof(fc.array(value), fc.array(fc.integer({ min: -20, max: 40 })));

  test('agree with a map', () => {
    fc.assert(
      fc.property(lists, fc.nat(4), (list, left) => {
        const numbers = Float64Array.from([NaN, ...list]);
        const wanted = (code: number) => left === 0 || code % left !== 0;
        const expected = byMap(numbers, wanted);
        const found = firstOfEqual(numbers, wanted);
        const merges = expected.some((first, code) => first !== code);
        expect(found ? [...found] : undefined).toEqual(merges ? expected : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  test('a hundred thousand values, each twice', () => {
    const n = 100_000;
    const numbers = Float64Array.from({ length: 2 * n + 1 }, (_, i) =>
      i === 0 ? NaN : ((i - 1) % n) / 7,
    );
    const found = firstOfEqual(numbers, () => true)!;
    expect(found.every((first, code) => first === (code > n ? code - n : code))).toBe(true);
  });
});
