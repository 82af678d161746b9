import { describe, expect, it } from 'vitest';
import { fixed, fixedDigits, POWERS } from '../../../src/engine/cells/fixed-decimals';
import { dice } from '../../dice';

/** What the language says, but for the sign of zero. */
function standard(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

describe('fixed', () => {
  const halves = [0.5, -0.5, 1.005, 2.675, -1.45, 8.345, 0.125, 1e21, -1e-7, 0, -0, 123456.7895];

  it.each(halves)('writes %d as toFixed does', (value) => {
    for (let decimals = 0; decimals < 30; decimals++) {
      expect(fixed(value, decimals)).toBe(standard(value, decimals));
    }
  });

  it('writes random numbers of every size as toFixed does, and reads them back', () => {
    const seed = 7;
    const { next, below } = dice(seed);
    let certain = 0;
    for (let round = 0; round < 100_000; round++) {
      const decimals = below(14);
      const whole = (next() - 0.5) * 10 ** below(14);
      // Every third number lies at a half, or a few units of its last place beside one.
      const half = (Math.round(whole) + 0.5) / 10 ** decimals;
      const value = round % 3 ? whole : half * (1 + (below(5) - 2) * 2 ** -53);
      const expected = standard(value, decimals);
      expect(fixed(value, decimals), `seed ${seed}: ${value}, ${decimals}`).toBe(expected);
      const digits = fixedDigits(value, decimals);
      if (Number.isNaN(digits)) continue;
      certain++;
      expect(digits / POWERS[decimals]!).toBe(Number(expected));
    }
    expect(certain).toBeGreaterThan(30_000);
  });
});
