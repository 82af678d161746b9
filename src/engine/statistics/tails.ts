import { sumOf } from './sum';

/** The least number of the largest counts that hold `share` of all rows; `sorted` is largest first. */
export function covering(sorted: readonly number[], share: number): number {
  const wanted = share * sumOf(sorted.length, (i) => sorted[i]!);
  let held = 0;
  for (let i = 0; i < sorted.length; i++) {
    held += sorted[i]!;
    // Rows are whole: what rounding adds to the product is no row.
    if (held >= wanted - 1e-9) return i + 1;
  }
  return sorted.length;
}

/** Chao's estimate of how many classes there are, the unseen ones included, from positive counts (Chao 1984). */
export function chao1(counts: readonly number[]): number {
  const once = counts.filter((c) => c === 1).length;
  const twice = counts.filter((c) => c === 2).length;
  return counts.length + (once * (once - 1)) / (2 * (twice + 1));
}

/** A power law through the upper end of counts. */
export interface PowerLaw {
  readonly exponent: number;
  /** Smallest count that it describes. */
  readonly from: number;
  /** Largest distance between its distribution and that of the counts from `from` on. */
  readonly distance: number;
}

/** Counts that a power law must describe, and beginnings that are tried. */
const FEWEST = 10;
const BEGINNINGS = 50;

/**
 * Power law by discrete maximum likelihood, 1 + m / sum ln(x / (from - 1/2)), from the count on where it fits best by
 * Kolmogorov and Smirnov (Clauset, Shalizi, Newman 2009). Null for fewer than ten counts. `sorted` is largest first.
 */
export function powerLaw(sorted: readonly number[]): PowerLaw | null {
  let best: PowerLaw | null = null;
  // Of very many counts few are different: each is looked at once.
  const sizes: number[] = [];
  /** How many counts are at least as large. */
  const upTo: number[] = [];
  sorted.forEach((x, i) => {
    if (x !== sizes.at(-1)) sizes.push(x);
    upTo[sizes.length - 1] = i + 1;
  });
  const last = Math.max(0, sizes.length - BEGINNINGS);
  for (let begin = sizes.length - 1; begin >= last; begin--) {
    const from = sizes[begin]!;
    const m = upTo[begin]!;
    if (m < FEWEST) break;
    const times = (i: number) => upTo[i]! - (upTo[i - 1] ?? 0);
    const logs = sumOf(begin + 1, (i) => times(i) * Math.log(sizes[i]! / (from - 0.5)));
    const exponent = 1 + m / logs;
    let distance = 0;
    for (let i = 0; i <= begin; i++) {
      const expected = ((sizes[i]! - 0.5) / (from - 0.5)) ** (1 - exponent);
      distance = Math.max(distance, Math.abs(upTo[i]! / m - expected));
    }
    if (best === null || distance < best.distance) best = { exponent, from, distance };
  }
  return best;
}

/** The point of the cumulative curve of counts, largest first, that lies farthest above its chord: classes and share of rows. */
export function knee(sorted: readonly number[]): {
  readonly classes: number;
  readonly share: number;
} {
  const n = sumOf(sorted.length, (i) => sorted[i]!);
  let best = { classes: sorted.length, share: 1 };
  let farthest = 0;
  let held = 0;
  for (let i = 0; i < sorted.length; i++) {
    held += sorted[i]!;
    const distance = held / n - (i + 1) / sorted.length;
    if (distance > farthest + 1e-12) {
      farthest = distance;
      best = { classes: i + 1, share: held / n };
    }
  }
  return best;
}
