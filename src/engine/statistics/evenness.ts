import { sumOf } from './sum';

/** Shannon entropy of counts in nats; 0 log 0 = 0. */
export function entropy(counts: ArrayLike<number>): number {
  const n = sumOf(counts.length, (i) => counts[i]!);
  if (n <= 0) return 0;
  return Math.abs(
    sumOf(counts.length, (i) => {
      const p = counts[i]! / n;
      return p > 0 ? -p * Math.log(p) : 0;
    }),
  );
}

/** Pielou's evenness H / ln K over the K positive counts; 1 when there are fewer than two. */
export function evenness(counts: ArrayLike<number>): number {
  let k = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i]! > 0) k++;
  return k < 2 ? 1 : entropy(counts) / Math.log(k);
}

/** Gini coefficient of positive counts, 0 (even) .. (K-1)/K. */
export function gini(counts: readonly number[]): number {
  const sorted = Float64Array.from(counts).sort();
  const k = sorted.length;
  const n = sumOf(k, (i) => sorted[i]!);
  return n <= 0 ? 0 : sumOf(k, (i) => (2 * (i + 1) - k - 1) * sorted[i]!) / (k * n);
}

/** Inverse Simpson concentration 1 / sum p^2 (Hill number of order 2). */
export function inverseSimpson(counts: readonly number[]): number {
  const n = sumOf(counts.length, (i) => counts[i]!);
  const squares = sumOf(counts.length, (i) => (counts[i]! / n) ** 2);
  return n <= 0 ? 0 : 1 / squares;
}
