import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { Sum } from './sum';
import { distancesFrom, quantile, type WeightedValues } from './weighted-values';

/** Mean and moments of weighted values; null where too few values leave them undefined. */
export interface Moments {
  readonly mean: number;
  /** With n - 1. */
  readonly sd: number | null;
  /** Adjusted Fisher-Pearson G1; needs three values that differ. */
  readonly skewness: number | null;
  /** G2; needs four values that differ. */
  readonly excessKurtosis: number | null;
}

/** Moments of distinct values with counts, two passes, compensated sums. Needs n > 0. @throws Cancelled (from tick) */
export function moments({ values, counts, n }: WeightedValues, tick?: TableTick): Moments {
  const total = new Sum();
  const ticked = everyRow(tick);
  for (let i = 0; i < values.length; i++) {
    ticked(i, 2 * values.length);
    total.add(values[i]! * counts[i]!);
  }
  const mean = total.value / n;
  const second = new Sum();
  const third = new Sum();
  const fourth = new Sum();
  for (let i = 0; i < values.length; i++) {
    ticked(values.length + i, 2 * values.length);
    const d = values[i]! - mean;
    second.add(counts[i]! * d * d);
    third.add(counts[i]! * d * d * d);
    fourth.add(counts[i]! * d * d * d * d);
  }
  const sums = { mean, m2: second.value, m3: third.value, m4: fourth.value };
  return momentsOf(n, sums, values.length > 1);
}

/** Sums of the 2nd, 3rd and 4th power of the distance of n numbers from their mean. */
export interface CentralSums {
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

/** Moments from sums of powers; `differ` is false when all numbers are one. Needs n > 0. */
export function momentsOf(n: number, { mean, ...sums }: CentralSums, differ: boolean): Moments {
  const m2 = sums.m2 / n;
  const varies = differ && m2 > 0;
  const g1 = sums.m3 / n / m2 ** 1.5;
  const g2 = sums.m4 / n / (m2 * m2) - 3;
  return {
    mean,
    sd: n > 1 ? Math.sqrt(sums.m2 / (n - 1)) : null,
    skewness: n > 2 && varies ? (g1 * Math.sqrt(n * (n - 1))) / (n - 2) : null,
    excessKurtosis: n > 3 && varies ? ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * g2 + 6) : null,
  };
}

/** Median absolute deviation from the median, not rescaled. */
export function medianDeviation(of: WeightedValues): number {
  return quantile(distancesFrom(of, quantile(of, 0.5)), 0.5);
}

/** Fewest and most bins of a histogram. */
const FEWEST = 10;
const MOST = 100;

/** Bins of equal width: Freedman and Diaconis 1981 within 10..100, Sturges when the quartiles coincide. */
export function histogram(of: WeightedValues): { edges: number[]; counts: number[] } {
  const { values, counts, n } = of;
  if (values.length === 0) return { edges: [], counts: [] };
  const min = values[0]!;
  const max = values.at(-1)!;
  const range = max - min;
  if (!(range > 0) || !Number.isFinite(range)) return { edges: [min, max], counts: [n] };
  const spread = quantile(of, 0.75) - quantile(of, 0.25);
  const wanted =
    spread > 0 ? Math.ceil(range / (2 * spread * n ** (-1 / 3))) : Math.ceil(Math.log2(n)) + 1;
  const bins = spread > 0 ? Math.min(MOST, Math.max(FEWEST, wanted)) : wanted;
  const edges = Array.from({ length: bins + 1 }, (_, i) =>
    i === bins ? max : min + (range * i) / bins,
  );
  const filled = new Array<number>(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    let bin = Math.min(bins - 1, Math.floor(((value - min) / range) * bins));
    // Rounding may put a value on the wrong side of an edge; bins are [edge, next edge), the last one closed.
    if (value < edges[bin]!) bin--;
    else if (bin < bins - 1 && value >= edges[bin + 1]!) bin++;
    filled[bin]! += counts[i]!;
  }
  return { edges, counts: filled };
}
