import { sumOf } from './sum';
import { quantile, type WeightedValues } from './weighted-values';

/** Ranges of a numeric target with the rows in each. */
export interface TargetBins {
  /** One more than counts; the first and last bin are open at their outer end. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** Each bin is one whole number. */
  readonly single: boolean;
}

const FEWEST = 5;
const MOST = 50;
const PER_BIN = 40;
/** Whole numbers up to this many get a bin each. */
const MOST_VALUES = 200;

/** Number of equal bins for n numbers: one per 40, at least 5 and at most 50. */
export function binCount(n: number): number {
  return Math.min(MOST, Math.max(FEWEST, Math.floor(n / PER_BIN)));
}

/**
 * Equal bins between the 0.5 % and 99.5 % quantiles, ends open; a bin per value for few whole numbers. Undefined when the
 * quantiles are equal.
 */
export function targetBins(of: WeightedValues): TargetBins | undefined {
  const { values, counts, n } = of;
  const low = quantile(of, 0.005);
  const high = quantile(of, 0.995);
  if (!(high > low)) return undefined;
  const whole =
    values.length <= MOST_VALUES &&
    n / values.length >= PER_BIN &&
    values.every((v) => Number.isInteger(v));
  const first = values[0]!;
  const last = values.at(-1)!;
  if (whole && last - first < MOST_VALUES) {
    const filled = new Array<number>(last - first + 1).fill(0);
    values.forEach((v, i) => (filled[v - first] = counts[i]!));
    const edges = Array.from({ length: filled.length + 1 }, (_, i) => first + i - 0.5);
    return { edges, counts: filled, single: true };
  }
  const bins = binCount(n);
  const edges = Array.from({ length: bins + 1 }, (_, i) =>
    i === bins ? high : low + ((high - low) * i) / bins,
  );
  const filled = new Array<number>(bins).fill(0);
  values.forEach((v, i) => (filled[binOf(edges, v)]! += counts[i]!));
  return { edges, counts: filled, single: false };
}

/** The bin of a number: [edge, next edge), the first and the last open. */
export function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The Gaussian window of label distribution smoothing, summing to 1. */
export function smoothingWindow(size = 5, sigma = 2): number[] {
  const half = (size - 1) / 2;
  const raw = Array.from({ length: size }, (_, i) =>
    Math.exp(-((i - half) ** 2) / (2 * sigma ** 2)),
  );
  const total = sumOf(size, (i) => raw[i]!);
  return raw.map((v) => v / total);
}

/** Counts smoothed by a window, mirrored at the ends: d c b a | a b c d | d c b a. */
export function smoothed(counts: readonly number[], window: readonly number[]): number[] {
  const half = (window.length - 1) / 2;
  const n = counts.length;
  const mirrored = (i: number) => {
    const at = ((i % (2 * n)) + 2 * n) % (2 * n);
    return counts[at < n ? at : 2 * n - 1 - at]!;
  };
  return counts.map((_, i) => sumOf(window.length, (k) => window[k]! * mirrored(i + k - half)));
}

/** Weight per bin, one over the root of the smoothed density, with mean 1 over rows. */
export function relativeWeights(counts: readonly number[], density: readonly number[]): number[] {
  const raw = density.map((d) => (d > 0 ? 1 / Math.sqrt(d) : 0));
  const n = sumOf(counts.length, (i) => counts[i]!);
  const total = sumOf(counts.length, (i) => counts[i]! * raw[i]!);
  return raw.map((w) => (total > 0 ? (w * n) / total : 0));
}
