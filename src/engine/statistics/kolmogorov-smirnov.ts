import type { WeightedValues } from './weighted-values';

/** Distances of two samples of numbers. */
export interface SampleDistance {
  /** Kolmogorov-Smirnov: the largest difference of the two distribution functions, 0..1. */
  readonly ks: number;
  /** Wasserstein-1: the area between them, in the unit of the numbers. */
  readonly wasserstein: number;
}

/** Both distances in one walk over the values. Neither sample may be empty. */
export function sampleDistance(a: WeightedValues, b: WeightedValues): SampleDistance {
  let [i, j, ks, wasserstein] = [0, 0, 0, 0];
  let last = NaN;
  let apart = 0;
  while (i < a.values.length || j < b.values.length) {
    const value = Math.min(a.values[i] ?? Infinity, b.values[j] ?? Infinity);
    if (apart > 0) wasserstein += apart * (value - last);
    if (a.values[i] === value) i++;
    if (b.values[j] === value) j++;
    const upTo = (of: WeightedValues, at: number) => (at === 0 ? 0 : of.upTo[at - 1]! / of.n);
    apart = Math.abs(upTo(a, i) - upTo(b, j));
    ks = Math.max(ks, apart);
    last = value;
  }
  return { ks, wasserstein };
}

/** Sizes of the samples, multiplied, up to which the chance is exact. */
const EXACT = 250_000;

/**
 * The chance that two samples of one continuous distribution are at least `ks` apart: exact for small ones, by counting
 * paths (Hodges 1958, as R's `psmirnov` does), else Kolmogorov's limit. With ties it is too large rather than too small.
 */
export function ksChance(ks: number, m: number, n: number): number {
  return m * n <= EXACT ? exactChance(ks, Math.min(m, n), Math.max(m, n)) : limitChance(ks, m, n);
}

function exactChance(ks: number, m: number, n: number): number {
  // Differences are multiples of 1 / (m n): half a step above the largest one below `ks`.
  const most = (0.5 + Math.floor(ks * m * n - 1e-7)) / (m * n);
  if (most <= 0) return 1;
  const inside = new Float64Array(n + 1);
  for (let j = 0; j <= n; j++) inside[j] = j / n > most ? 0 : 1;
  for (let i = 1; i <= m; i++) {
    const weight = i / (i + n);
    inside[0] = i / m > most ? 0 : weight * inside[0]!;
    for (let j = 1; j <= n; j++) {
      inside[j] = Math.abs(i / m - j / n) > most ? 0 : weight * inside[j]! + inside[j - 1]!;
    }
  }
  return Math.min(1, Math.max(0, 1 - inside[n]!));
}

function limitChance(ks: number, m: number, n: number): number {
  const x = ks * Math.sqrt((m * n) / (m + n));
  if (x < 0.2) return 1;
  let [sum, sign] = [0, 1];
  for (let k = 1; k <= 100; k++, sign = -sign) {
    const term = Math.exp(-2 * k * k * x * x);
    sum += sign * term;
    if (term < 1e-17) break;
  }
  return Math.min(1, Math.max(0, 2 * sum));
}
