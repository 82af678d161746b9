import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { worthOfRepeats } from '../../../src/engine/guards/repeats';
import { interleaved } from '../../../src/engine/methods/mixture/parts/drawn-rows';
import {
  asShares,
  temperatureShares,
  unimaxUnits,
  varianceFactor,
  waterFilled,
} from '../../../src/engine/methods/mixture/parts/shares';
import { example } from './fixtures';

const still = () => undefined;

describe('shares', () => {
  test.each(['tau 2', 'tau 5', 'default'])('by temperature are those of the book: %s', (name) => {
    const {
      input,
      params,
      expect: wanted,
      tol,
    } = example<{ p: number[] }>('temperature-mixture', name);
    const shares = temperatureShares((input as { sizes: number[] }).sizes, params['tau'] as number);
    shares.forEach((share, i) => {
      expect(Math.abs(share - wanted.p[i]!)).toBeLessThanOrEqual(tol);
    });
  });

  test('temperature 1 is natural, an endless one uniform', () => {
    expect(temperatureShares([6, 3, 1], 1)).toEqual(
      [0.6, 0.3, 0.1].map((share) => expect.closeTo(share, 14)),
    );
    expect(temperatureShares([6, 3, 1], Infinity)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test.each(['tau 2', 'tau 5'])(
    'weights and the variance that they cost are those of the book: %s',
    (name) => {
      const {
        input,
        params,
        expect: wanted,
      } = example<{ weights: number[]; V: number }>('upsample-or-upweight', name);
      const { sizes } = input as { sizes: number[] };
      const natural = asShares(sizes);
      const shares = temperatureShares(sizes, params['tau'] as number);
      expect(shares.map((share, i) => share / natural[i]!)).toEqual(
        wanted.weights.map((weight) => expect.closeTo(weight, 9)),
      );
      expect(varianceFactor(shares, natural)).toBeCloseTo(wanted.V, 9);
    },
  );

  test('what each group gives by UniMax is the example of its package', () => {
    const {
      input,
      params,
      expect: wanted,
      tol,
    } = example<{ units: number[] }>('unimax-mixture', 'package example');
    const units = unimaxUnits(
      (input as { sizes: number[] }).sizes,
      params['budget'] as number,
      params['epochs'] as number,
    );
    units.forEach((unit, i) => {
      expect(Math.abs(unit - wanted.units[i]!)).toBeLessThanOrEqual(tol);
    });
  });

  test('water-filling sums to 1 within its limits, and shares that are at no limit are in proportion', () => {
    const limited = fc
      .array(
        fc.record({
          weight: fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
          least: fc.double({ min: 0, max: 1, noNaN: true }),
          most: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        { minLength: 1, maxLength: 30 },
      )
      .map((groups) => {
        const k = groups.length;
        return groups.map(({ weight, least, most }) => ({
          weight,
          least: least / k,
          most: 1 / k + most * (1 - 1 / k),
        }));
      });
    fc.assert(
      fc.property(limited, (groups) => {
        const shares = waterFilled(
          groups.map(({ weight }) => weight),
          { least: groups.map(({ least }) => least), most: groups.map(({ most }) => most) },
        );
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        const levels = groups.flatMap(({ weight, least, most }, i) => {
          expect(shares[i]!).toBeGreaterThanOrEqual(least);
          expect(shares[i]!).toBeLessThanOrEqual(most);
          return shares[i]! > least && shares[i]! < most ? [shares[i]! / weight] : [];
        });
        for (const level of levels) expect(level / levels[0]!).toBeCloseTo(1, 6);
      }),
    );
  });

  test('what repeats are worth is that of the book', () => {
    const { expect: wanted } = example<{
      rows: { passes: number; ratio: number; marginal: number }[];
    }>('repetition-planner', 'passes');
    for (const { passes, ratio, marginal } of wanted.rows) {
      const { worth, nextPass } = worthOfRepeats(passes);
      expect(worth).toBeCloseTo(ratio, 9);
      expect(nextPass).toBeCloseTo(marginal, 9);
    }
  });
});

describe('interleaving', () => {
  test('begins as the book says', () => {
    const { expect: wanted } = example<{ order: number[] }>('materialise-mixture', 'interleave');
    expect([...interleaved([5, 3, 2], still)]).toEqual(wanted.order);
  });

  test('has every group as often as asked, and every beginning within one row per group of its share', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(counts, (asked) => {
        const total = asked.reduce((sum, own) => sum + own, 0);
        const taken = asked.map(() => 0);
        interleaved(asked, still).forEach((group, i) => {
          taken[group]!++;
          for (const [own, have] of taken.entries()) {
            expect(Math.abs(have - ((i + 1) * asked[own]!) / total)).toBeLessThan(asked.length);
          }
        });
        expect(taken).toEqual(asked);
      }),
    );
  });
});
