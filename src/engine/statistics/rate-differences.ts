import { chiSquareTail } from './chi-square';
import { wilson } from './wilson';

/** Two-sided 95 % point of the normal distribution. */
const Z = 1.959963984540054;

/** A figure with its 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Difference of two rates, x1 of n1 less x2 of n2, with Newcombe's interval from two Wilson intervals (1998, method 10). */
export function rateDifference(
  x1: number,
  n1: number,
  x2: number,
  n2: number,
): Interval & { readonly difference: number } {
  const [p1, p2] = [x1 / n1, x2 / n2];
  const [first, second] = [wilson(x1, n1), wilson(x2, n2)];
  const difference = p1 - p2;
  return {
    difference,
    low: difference - Math.hypot(p1 - first.low, second.high - p2),
    high: difference + Math.hypot(first.high - p1, p2 - second.low),
  };
}

/**
 * Ratio of two rates, x1 of n1 to x2 of n2 with x2 > 0, with the interval of its logarithm (Katz et al. 1978); without a
 * positive in the first the ratio is 0 and the interval that of half a positive more in both. `pAtLeast(r)` is the
 * two-sided chance of so low a ratio when the true one is r; 1 where it is not lower.
 */
export function rateRatio(
  x1: number,
  n1: number,
  x2: number,
  n2: number,
): Interval & { readonly ratio: number; pAtLeast(ratio: number): number } {
  const [a, n, b, m] = x1 === 0 ? [0.5, n1 + 1, x2 + 0.5, n2 + 1] : [x1, n1, x2, n2];
  const centre = Math.log(a / n) - Math.log(b / m);
  const se = Math.sqrt(Math.max(0, 1 / a - 1 / n + 1 / b - 1 / m));
  return {
    ratio: x1 / n1 / (x2 / n2),
    low: Math.exp(centre - Z * se),
    high: Math.exp(centre + Z * se),
    pAtLeast(ratio) {
      const gap = Math.log(ratio) - centre;
      if (gap <= 0) return 1;
      return se === 0 ? 0 : normalTails(gap / se);
    },
  };
}

/** P(|Z| >= |z|) of the standard normal distribution. */
export function normalTails(z: number): number {
  return chiSquareTail(z * z, 1);
}

/** Size, mean and variance (n - 1) of a group of numbers. */
export interface Group {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * Hedges' g of two groups: the difference of their means in pooled standard deviations, corrected for small groups (Hedges
 * 1981, J = 1 - 3 / (4 df - 1)), with the normal interval of Hedges and Olkin 1985; null where both are constant or one
 * has less than two rows.
 */
export function hedgesG(
  a: Group,
  b: Group,
): (Interval & { readonly g: number; readonly p: number }) | null {
  const df = a.n + b.n - 2;
  if (a.n < 2 || b.n < 2) return null;
  const pooled = Math.sqrt(((a.n - 1) * a.variance + (b.n - 1) * b.variance) / df);
  if (!(pooled > 0)) return null;
  const g = ((a.mean - b.mean) / pooled) * (1 - 3 / (4 * df - 1));
  const se = Math.sqrt((a.n + b.n) / (a.n * b.n) + (g * g) / (2 * (a.n + b.n)));
  return { g, low: g - Z * se, high: g + Z * se, p: normalTails(g / se) };
}
