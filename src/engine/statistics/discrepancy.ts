import { sumOf } from './sum';

/** Distances between two distributions over the same classes. */
export type DistanceName = 'kl' | 'l1' | 'l2' | 'cosine';

/** Half a row for each class where a divergence would be infinite. */
const SMOOTHING = 0.5;

/** Distance of class counts from target shares. */
export function labelDistance(
  counts: readonly number[],
  target: readonly number[],
  name: DistanceName,
): number {
  const add = name === 'kl' ? SMOOTHING : 0;
  const k = counts.length;
  const n = sumOf(k, (i) => counts[i]! + add);
  const p = counts.map((c) => (c + add) / n);
  switch (name) {
    case 'kl':
      return sumOf(k, (i) =>
        target[i]! > 0 && p[i]! > 0 ? p[i]! * Math.log(p[i]! / target[i]!) : 0,
      );
    case 'l1':
      return sumOf(k, (i) => Math.abs(p[i]! - target[i]!));
    case 'l2':
      return Math.sqrt(sumOf(k, (i) => (p[i]! - target[i]!) ** 2));
    case 'cosine': {
      const dot = sumOf(k, (i) => p[i]! * target[i]!);
      const norm = (of: readonly number[]) => Math.sqrt(sumOf(k, (i) => of[i]! ** 2));
      return 1 - dot / (norm(p) * norm(target));
    }
  }
}

/**
 * Weights of sources that shrink with their distance: max(0, n/N - a d + b), normalised (FedDisco, Ye et al. 2023).
 * Even weights where all would be 0.
 */
export function discrepancyWeights(
  sizes: readonly number[],
  distances: readonly number[],
  a: number,
  b: number,
): number[] {
  const n = sumOf(sizes.length, (i) => sizes[i]!);
  const raw = sizes.map((size, i) => Math.max(0, size / n - a * distances[i]! + b));
  const total = sumOf(raw.length, (i) => raw[i]!);
  return raw.map((w) => (total > 0 ? w / total : 1 / raw.length));
}
