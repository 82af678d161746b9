import { chiSquareTail } from './chi-square';
import type { Interval } from './rate-differences';
import { sumOf } from './sum';

/** Two-sided 95 % point of the normal distribution. */
const Z = 1.959963984540054;

/** A table of two by two: positives and negatives of the first group, then of the second. */
export type TwoByTwo = readonly [number, number, number, number];

/** An odds ratio as its logarithm, with the error of that. */
export interface LogOdds extends Interval {
  readonly oddsRatio: number;
  readonly log: number;
  /** Standard error of `log`. */
  readonly se: number;
}

function withInterval(log: number, se: number): LogOdds {
  return {
    ...{ oddsRatio: Math.exp(log), log, se },
    low: Math.exp(log - Z * se),
    high: Math.exp(log + Z * se),
  };
}

/** Odds ratio of one table with Woolf's interval; half a row more in every cell where one is empty (Haldane 1956). */
export function oddsRatio(cells: TwoByTwo): LogOdds {
  const more = cells.some((n) => n === 0) ? 0.5 : 0;
  const [a, b, c, d] = cells.map((n) => n + more) as unknown as TwoByTwo;
  return withInterval(
    Math.log(a) + Math.log(d) - Math.log(b) - Math.log(c),
    Math.sqrt(1 / a + 1 / b + 1 / c + 1 / d),
  );
}

/** What strata have in common: odds ratio and difference of rates within them. */
export interface Stratified extends LogOdds {
  /** Difference of the two rates within strata, weighted by Mantel and Haenszel. */
  readonly riskDifference: number;
  /** Chance of odds ratios so unlike when all strata had the same (Breslow and Day 1980); null for a single stratum. */
  readonly homogeneityP: number | null;
}

/**
 * Mantel and Haenszel's odds ratio over strata with the interval of Robins, Breslow and Greenland 1986; null where no
 * stratum can tell (each lacks a group, or one of the outcomes).
 */
export function mantelHaenszel(strata: readonly TwoByTwo[]): Stratified | null {
  const of = (value: (cells: TwoByTwo, n: number) => number) =>
    sumOf(strata.length, (i) => {
      const [a, b, c, d] = strata[i]!;
      const n = a + b + c + d;
      return n > 0 ? value(strata[i]!, n) : 0;
    });
  const up = of(([a, , , d], n) => (a * d) / n);
  const down = of(([, b, c], n) => (b * c) / n);
  if (!(up > 0) || !(down > 0)) return null;
  const pr = of(([a, , , d], n) => (((a + d) / n) * (a * d)) / n);
  const mixed = of(
    ([a, b, c, d], n) => (((a + d) / n) * (b * c)) / n + (((b + c) / n) * (a * d)) / n,
  );
  const qs = of(([, b, c], n) => (((b + c) / n) * (b * c)) / n);
  const variance = pr / (2 * up * up) + mixed / (2 * up * down) + qs / (2 * down * down);
  const pooled = withInterval(Math.log(up) - Math.log(down), Math.sqrt(variance));
  const weight = of(([a, b, c, d], n) => ((a + b) * (c + d)) / n);
  return {
    ...pooled,
    riskDifference: of(([a, b, c, d], n) => (a * (c + d) - c * (a + b)) / n) / weight,
    homogeneityP: homogeneity(strata, pooled.oddsRatio),
  };
}

/** Breslow and Day's test without Tarone's correction, over strata in which each group and each outcome occurs. */
function homogeneity(strata: readonly TwoByTwo[], ratio: number): number | null {
  const telling = strata.filter(([a, b, c, d]) => a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0);
  if (telling.length < 2) return null;
  const statistic = sumOf(telling.length, (i) => {
    const [a, b, c, d] = telling[i]!;
    const [first, second, positives] = [a + b, c + d, a + c];
    const e = expectedCell(first, second, positives, ratio);
    const cells = [e, first - e, positives - e, second - positives + e];
    return (a - e) ** 2 * sumOf(4, (j) => 1 / cells[j]!);
  });
  return chiSquareTail(statistic, telling.length - 1);
}

/** The first cell of a table of two by two with the given margins and odds ratio. */
function expectedCell(first: number, second: number, positives: number, ratio: number): number {
  const qa = 1 - ratio;
  if (Math.abs(qa) < 1e-12) return (first * positives) / (first + second);
  const qb = second - positives + ratio * (positives + first);
  const qc = -ratio * positives * first;
  const root = Math.sqrt(Math.max(0, qb * qb - 4 * qa * qc));
  // Of the two roots the one within the margins, in the form that does not cancel.
  return (-2 * qc) / (qb + root);
}
