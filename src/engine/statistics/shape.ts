import { Sum, sumOf } from './sum';

/** How class counts fall off: two levels, a straight line, or a long tail; null for fewer than four classes. */
export type ImbalanceShape = 'balanced' | 'step' | 'linear' | 'long-tailed' | null;

/** Ratio below which classes count as balanced, share of log variance a two-way split must explain, R2 of the line. */
const BALANCED = 1.5;
const STEP = 0.9;
const STRAIGHT = 0.95;

/** The shape of positive class counts (after Buda, Maki and Mazurowski 2018). */
export function imbalanceShape(counts: readonly number[]): ImbalanceShape {
  const sorted = Float64Array.from(counts).sort().reverse();
  if (sorted.length > 1 && sorted[0]! / sorted.at(-1)! < BALANCED) return 'balanced';
  if (sorted.length < 4) return null;
  if (splitShare(sorted.map(Math.log)) >= STEP) return 'step';
  return lineFit(sorted) >= STRAIGHT ? 'linear' : 'long-tailed';
}

/** Largest share of the variance of sorted values that lies between two groups. */
function splitShare(values: Float64Array): number {
  const n = values.length;
  const all = sumOf(n, (i) => values[i]!);
  const mean = all / n;
  const total = sumOf(n, (i) => (values[i]! - mean) ** 2);
  if (total === 0) return 0;
  let best = 0;
  const upTo = new Sum();
  for (let cut = 1; cut < n; cut++) {
    upTo.add(values[cut - 1]!);
    const left = upTo.value;
    const right = all - left;
    const between = cut * (left / cut - mean) ** 2 + (n - cut) * (right / (n - cut) - mean) ** 2;
    best = Math.max(best, between / total);
  }
  return best;
}

/** R2 of values against their rank. */
function lineFit(values: Float64Array): number {
  const n = values.length;
  const meanX = (n - 1) / 2;
  const meanY = sumOf(n, (i) => values[i]!) / n;
  const xy = sumOf(n, (i) => (i - meanX) * (values[i]! - meanY));
  const xx = sumOf(n, (i) => (i - meanX) ** 2);
  const yy = sumOf(n, (i) => (values[i]! - meanY) ** 2);
  return yy === 0 ? 1 : (xy * xy) / (xx * yy);
}
