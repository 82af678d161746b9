import { sortNumbers } from '../../../statistics/sort-numbers';
import { sumOf } from '../../../statistics/sum';
import type { TableTick } from '../../../table/table';

/** How uneven weights are. */
export interface WeightDiagnostics {
  readonly [key: string]: number;
  readonly rows: number;
  /** Effective sample size (sum w)^2 / sum w^2 (Kish 1965). */
  readonly ess: number;
  /** ess / rows. */
  readonly essShare: number;
  /** rows / ess. */
  readonly designEffect: number;
  readonly min: number;
  readonly p1: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Share of the weight in the heaviest 1% of the rows (at least one). */
  readonly topShare: number;
  /** Share of rows that weigh less than 0.01. */
  readonly nearZeroShare: number;
}

/** Effective sample size (sum w)^2 / sum w^2; 0 without weight. @throws Cancelled (from tick) */
export function effectiveSize(weights: ArrayLike<number>, tick?: TableTick): number {
  const sum = sumOf(weights.length, (i) => weights[i]!, tick);
  const squares = sumOf(weights.length, (i) => weights[i]! ** 2, tick);
  return squares > 0 ? sum ** 2 / squares : 0;
}

/** The figures of finished weights. @throws Cancelled (from tick) */
export function diagnosticsOf(weights: Float64Array, tick?: TableTick): WeightDiagnostics {
  const n = weights.length;
  const sorted = sortNumbers(weights.slice(), tick);
  const at = (share: number) => (n ? sorted[Math.round((n - 1) * share)]! : 0);
  const total = sumOf(n, (i) => weights[i]!, tick);
  const top = Math.max(1, Math.floor(n / 100));
  const heaviest = n ? sumOf(top, (i) => sorted[n - 1 - i]!) : 0;
  let nearZero = 0;
  while (nearZero < n && sorted[nearZero]! < 0.01) nearZero++;
  const ess = effectiveSize(weights, tick);
  return {
    rows: n,
    ess,
    essShare: n ? ess / n : 0,
    designEffect: ess > 0 ? n / ess : 0,
    min: at(0),
    p1: at(0.01),
    p50: at(0.5),
    p99: at(0.99),
    max: at(1),
    topShare: total > 0 ? heaviest / total : 0,
    nearZeroShare: n ? nearZero / n : 0,
  };
}
