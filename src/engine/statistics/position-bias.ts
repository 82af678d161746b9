import { chiSquareTail } from './chi-square';
import { sumOf } from './sum';

/** How far counts of positions are from even. */
export interface PositionBias {
  readonly chi2: number;
  /** Chance of counts this far from even, or farther, were they even. */
  readonly p: number;
  /** Effect size sqrt(chi2 / n) (Cohen 1988). */
  readonly w: number;
}

/** Pearson's chi-square of counts against even ones, as `scipy.stats.chisquare`. Needs a count above 0. */
export function positionBias(counts: readonly number[]): PositionBias {
  const k = counts.length;
  const n = sumOf(k, (i) => counts[i]!);
  const even = n / k;
  const chi2 = sumOf(k, (i) => (counts[i]! - even) ** 2 / even);
  return { chi2, p: k < 2 ? 1 : chiSquareTail(chi2, k - 1), w: Math.sqrt(chi2 / n) };
}
