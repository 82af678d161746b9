import { describe, expect, it } from 'vitest';
import { change, cut, measure, round, shareOf, ticks } from '../../../webview/text/numbers';

describe('numbers of the panel', () => {
  it.each([
    [0, '0'],
    [28, '28'],
    [0.42, '0.42'],
    [512.3292, '512.3'],
    [-0.784, '-0.78'],
    [123456.7, '123,457'],
    [0.00001234, '1.2e-5'],
    [3e15, '3.00e+15'],
  ])('writes %d as %s', (value, text) => {
    expect(measure(value)).toBe(text);
  });

  it('signs a change of rows with a real minus', () => {
    expect([change(1644), change(-3334), change(0)]).toEqual(['+1,644', '−3,334', '±0']);
  });

  it('cuts by characters and keeps what fits', () => {
    expect(cut('embark_town', 11)).toBe('embark_town');
    expect(cut('embark_town', 7)).toBe('embark…');
  });

  it('gives an empty whole no share', () => {
    expect(shareOf(0, 0)).toBe('');
    expect(shareOf(107, 891)).toBe('12.0%');
    expect(round(0.384)).toBe('38%');
  });

  it.each([
    [0, 1, 4],
    [-1.1, 4.5, 4],
    [0.0013, 0.0021, 5],
    [-20000, 5, 3],
    [7, 7.0001, 4],
  ])('finds round ticks within %d..%d, no more than asked plus one', (low, high, most) => {
    const found = ticks(low, high, most);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(most + 1);
    const step = (found[1] ?? high) - (found[0] ?? low);
    for (const [i, value] of found.entries()) {
      expect(value).toBeGreaterThanOrEqual(low - step * 1e-6);
      expect(value).toBeLessThanOrEqual(high + step * 1e-6);
      if (i > 0) expect(value - found[i - 1]!).toBeCloseTo(step, 9);
    }
    // A step is 1, 2 or 5 times a power of ten.
    if (found.length > 1) {
      const lead = Number(step.toExponential(6).split('e')[0]);
      expect([1, 2, 5].some((m) => Math.abs(lead - m) < 1e-5)).toBe(true);
    }
  });
});
