import { entropy, gini, inverseSimpson } from '../../../statistics/evenness';
import { extremes } from '../../../statistics/extremes';
import { imbalanceShape } from '../../../statistics/shape';
import { sumOf } from '../../../statistics/sum';
import type { ClassImbalance } from '../class-imbalance';

/** The figures that follow from the counts alone. */
export type ClassFigures = Pick<
  ClassImbalance,
  | 'imbalanceRatio'
  | 'minorityShare'
  | 'shape'
  | 'entropy'
  | 'normalizedEntropy'
  | 'imbalanceScore'
  | 'effectiveClasses'
  | 'inverseSimpson'
  | 'gini'
  | 'giniMax'
  | 'totalVariationToUniform'
  | 'lrid'
  | 'majorityAccuracy'
  | 'rarestShare'
  | 'rareThreshold'
  | 'rareFires'
  | 'singletonClasses'
  | 'lorenz'
>;

/** Most points of the Lorenz curve. */
const CURVE_POINTS = 101;

/**
 * Imbalance of positive class counts; `rareFactor` times an even share is called rare. Closed forms throughout; `tick` is
 * heard between them. @throws Cancelled (from tick)
 */
export function classFigures(
  counts: readonly number[],
  rareFactor: number,
  tick: () => void,
): ClassFigures {
  const heard = <T>(value: T): T => {
    tick();
    return value;
  };
  const k = counts.length;
  const n = sumOf(k, (i) => counts[i]!);
  const at = extremes(counts);
  const largest = counts[at.largest]!;
  const rarest = counts[at.rarest]!;
  const h = heard(entropy(counts));
  const even = k < 2 ? 1 : h / Math.log(k);
  const rareThreshold = rareFactor / k;
  return {
    imbalanceRatio: largest / rarest,
    minorityShare: counts.filter((c) => c < n / k).length / k,
    shape: heard(imbalanceShape(counts)),
    entropy: h,
    normalizedEntropy: even,
    imbalanceScore: k < 2 ? 0 : 1 - even,
    effectiveClasses: Math.exp(h),
    inverseSimpson: heard(inverseSimpson(counts)),
    gini: heard(gini(counts)),
    giniMax: (k - 1) / k,
    totalVariationToUniform: sumOf(k, (i) => Math.abs(counts[i]! / n - 1 / k)) / 2,
    lrid: heard(2 * sumOf(k, (i) => counts[i]! * Math.log((k * counts[i]!) / n))),
    majorityAccuracy: largest / n,
    rarestShare: rarest / n,
    rareThreshold,
    rareFires: k > 1 && rarest / n < rareThreshold,
    singletonClasses: counts.filter((c) => c === 1).length,
    lorenz: lorenz(counts),
  };
}

/** Lorenz curve of counts, smallest first, thinned to at most 101 points. */
function lorenz(counts: readonly number[]): [number, number][] {
  const sorted = Float64Array.from(counts).sort();
  const n = sumOf(sorted.length, (i) => sorted[i]!);
  const step = Math.max(1, Math.ceil(sorted.length / (CURVE_POINTS - 1)));
  const points: [number, number][] = [[0, 0]];
  let upTo = 0;
  sorted.forEach((c, i) => {
    upTo += c;
    const done = i + 1;
    if (done % step === 0 || done === sorted.length) points.push([done / sorted.length, upTo / n]);
  });
  return points;
}
