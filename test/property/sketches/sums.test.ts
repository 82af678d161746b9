import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { centralSums, PowerSums } from '../../../src/engine/sketches/sums';
import { moments } from '../../../src/engine/statistics/describe';
import { weightedValues } from '../../../src/engine/statistics/weighted-values';

/** A double as a whole number of 2^-1074. */
function exact(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  const size = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return bits >> 63n ? -size : size;
}

const powersOf = (value: number, shift: number) => {
  const d = value - shift;
  return [d, d * d, d * d * d, d * d * (d * d)];
};
const abs = (x: bigint) => (x < 0n ? -x : x);
/** Sizes whose powers neither overflow nor fall below what a product's error can express. */
const number = fc
  .tuple(
    fc.double({ min: 1, max: 2, noNaN: true }),
    fc.integer({ min: -40, max: 60 }),
    fc.boolean(),
  )
  .map(([m, e, down]) => (down ? -1 : 1) * m * 2 ** e);
const counted = fc.array(fc.tuple(number, fc.integer({ min: 1, max: 1e9 })), { maxLength: 60 });

describe('sums of powers', () => {
  test('lose a part in 2^100 of what was added', () => {
    fc.assert(
      fc.property(counted, number, (terms, shift) => {
        const sums = new PowerSums(shift);
        for (const [value, count] of terms) sums.add(value, count);
        for (let k = 0; k < 4; k++) {
          let total = 0n;
          let size = 0n;
          for (const [value, count] of terms) {
            const term = exact(powersOf(value, shift)[k]!) * BigInt(count);
            total += term;
            size += abs(term);
          }
          const found = exact(sums.sums[k]!) + exact(sums.sums[k + 4]!);
          expect(abs(found - total) <= size >> 96n, `power ${String(k + 1)}`).toBe(true);
        }
      }),
    );
  });

  test('of parts are those of the whole', () => {
    fc.assert(
      fc.property(counted, fc.nat(60), (terms, at) => {
        const whole = new PowerSums(1.5);
        for (const [value, count] of terms) whole.add(value, count);
        const [first, second] = [terms.slice(0, at), terms.slice(at)].map((part) => {
          const sums = new PowerSums(1.5);
          for (const [value, count] of part) sums.add(value, count);
          return sums;
        });
        first!.merge(second!.sums);
        for (let k = 0; k < 4; k++) {
          const total = exact(whole.sums[k]!) + exact(whole.sums[k + 4]!);
          const merged = exact(first!.sums[k]!) + exact(first!.sums[k + 4]!);
          let size = 0n;
          for (const [value, n] of terms) size += abs(exact(powersOf(value, 1.5)[k]!)) * BigInt(n);
          expect(abs(merged - total) <= size >> 96n).toBe(true);
        }
      }),
    );
  });
});

describe('moments from sums about a shift', () => {
  test('are those of two passes over the numbers', () => {
    const values = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(values, fc.nat(199), (given, at) => {
        const shift = given[at % given.length]! / 8;
        const sums = new PowerSums(shift);
        for (const value of given) sums.add(value / 8);
        const n = given.length;
        const { mean, m2, m3, m4 } = centralSums(sums.sums, shift, n);
        const eighths = given.map((value) => value / 8);
        const oracle = moments(
          weightedValues(
            eighths,
            given.map(() => 1),
          ),
        );
        const spread = oracle.sd!;
        expect(Math.abs(mean - oracle.mean)).toBeLessThanOrEqual(
          1e-13 * (1 + Math.abs(oracle.mean) + spread),
        );
        if (Number.isNaN(m2)) {
          expect(n * (oracle.mean - shift) ** 2).toBeGreaterThan(2999 * spread ** 2 * (n - 1));
          return;
        }
        const central = (k: number) => eighths.reduce((s, v) => s + (v - oracle.mean) ** k, 0);
        expect(Math.abs(m2 - central(2))).toBeLessThanOrEqual(1e-11 * central(2));
        expect(Math.abs(m3 - central(3))).toBeLessThanOrEqual(
          1e-9 * n * (central(2) / n) ** 1.5 * n,
        );
        expect(Math.abs(m4 - central(4))).toBeLessThanOrEqual(1e-8 * central(4));
      }),
    );
  });

  test('are withheld where the shift is far off or a power overflows', () => {
    const far = new PowerSums(0);
    for (const value of [1e9, 1e9 + 1, 1e9 + 2]) far.add(value);
    expect(centralSums(far.sums, 0, 3)).toEqual({ mean: 1e9 + 1, m2: NaN, m3: NaN, m4: NaN });
    const large = new PowerSums(0);
    for (const value of [1e200, -2e200]) large.add(value);
    expect(centralSums(large.sums, 0, 2).m2).toBeNaN();
  });
});
