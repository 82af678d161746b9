import { studentQuantile, studentTails } from '../statistics/student';
import { mean } from './confusion';

/** How the scores of one remedy differ from those of doing nothing, fold by fold. */
export interface Difference {
  readonly mean: number;
  /** 95 % interval of the mean. */
  readonly low: number;
  readonly high: number;
  /** Two-sided. */
  readonly p: number;
}

/**
 * The corrected resampled t-test (Nadeau and Bengio 2003): folds share training rows, so the variance of the mean
 * difference is (1/J + test rows / training rows) s^2 rather than s^2 / J. Undefined with fewer than two folds.
 */
export function differenceOf(
  own: readonly number[],
  base: readonly number[],
  testShare: number,
): Difference | undefined {
  const differences = own.map((value, i) => value - base[i]!).filter(Number.isFinite);
  const n = differences.length;
  if (n < 2) return undefined;
  const centre = mean(differences);
  const variance = differences.reduce((sum, d) => sum + (d - centre) ** 2, 0) / (n - 1);
  const error = Math.sqrt((1 / n + testShare) * variance);
  if (error === 0) return { mean: centre, low: centre, high: centre, p: centre === 0 ? 1 : 0 };
  const reach = studentQuantile(0.05, n - 1) * error;
  return {
    mean: centre,
    low: centre - reach,
    high: centre + reach,
    p: studentTails(centre / error, n - 1),
  };
}

/** Which of several p-values are significant together at `level` (Holm 1979). */
export function holm(p: readonly number[], level = 0.05): boolean[] {
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!);
  const significant = p.map(() => false);
  for (const [rank, i] of order.entries()) {
    if (!(p[i]! <= level / (p.length - rank))) break;
    significant[i] = true;
  }
  return significant;
}
