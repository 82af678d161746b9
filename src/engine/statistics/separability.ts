import { NO_POINT, type Neighbours, type Points } from '../kernels/nearest-neighbours';
import { solvePositive } from './linear-algebra';

/** How classes mix among neighbours; classes without points have zeros. */
export interface Mixing {
  /** Row-major: mean share of class d among the neighbours of points of class c. */
  readonly overlap: Float64Array;
}

/**
 * Mean shares of classes among the first `k` neighbours of each point, by class. `weights[c]`: rows that a point of
 * class c stands for, so that a sample which holds more of rare classes says what all rows would.
 */
export function mixingOf(
  neighbours: Neighbours,
  k: number,
  classOf: ArrayLike<number>,
  weights: readonly number[],
): Mixing {
  const classes = weights.length;
  const overlap = new Float64Array(classes * classes);
  const points = new Float64Array(classes);
  const own = new Float64Array(classes);
  for (let point = 0; point < classOf.length; point++) {
    own.fill(0);
    let total = 0;
    for (let i = 0; i < Math.min(k, neighbours.k); i++) {
      const near = neighbours.points[point * neighbours.k + i]!;
      if (near === NO_POINT) break;
      const of = classOf[near]!;
      own[of]! += weights[of]!;
      total += weights[of]!;
    }
    if (total === 0) continue;
    const c = classOf[point]!;
    points[c]!++;
    for (let d = 0; d < classes; d++) overlap[c * classes + d]! += own[d]! / total;
  }
  for (let c = 0; c < classes; c++) {
    for (let d = 0; d < classes; d++) {
      if (points[c]! > 0) overlap[c * classes + d]! /= points[c]!;
    }
  }
  return { overlap };
}

/** Mean and covariance (n - 1) of the points of each class. */
export interface ClassMoments {
  readonly counts: readonly number[];
  readonly means: readonly Float64Array[];
  /** Row-major, symmetric; zeros for a class of one point. */
  readonly covariances: readonly Float64Array[];
}

/** Moments of classes. @throws Cancelled (from tick) */
export function classMoments(
  { count, dimensions: d, values }: Points,
  classOf: ArrayLike<number>,
  classes: number,
  tick: () => void,
): ClassMoments {
  const counts = new Array<number>(classes).fill(0);
  const means = Array.from({ length: classes }, () => new Float64Array(d));
  const covariances = Array.from({ length: classes }, () => new Float64Array(d * d));
  for (let point = 0; point < count; point++) {
    const of = classOf[point]!;
    counts[of]!++;
    for (let j = 0; j < d; j++) means[of]![j]! += values[point * d + j]!;
  }
  means.forEach((mean, of) => mean.forEach((sum, j) => (mean[j] = sum / Math.max(1, counts[of]!))));
  const off = new Float64Array(d);
  for (let point = 0; point < count; point++) {
    if (point % 1024 === 0) tick();
    const of = classOf[point]!;
    const spread = covariances[of]!;
    for (let j = 0; j < d; j++) off[j] = values[point * d + j]! - means[of]![j]!;
    for (let i = 0; i < d; i++)
      for (let j = 0; j <= i; j++) spread[i * d + j]! += off[i]! * off[j]!;
  }
  covariances.forEach((spread, of) => {
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        spread[i * d + j]! /= Math.max(1, counts[of]! - 1);
        spread[j * d + i] = spread[i * d + j]!;
      }
    }
  });
  return { counts, means, covariances };
}

/** Part of the mean variance that is added to every one, so that flat directions do not divide by 0. */
const RIDGE = 1e-6;

/**
 * Fisher ratio of two classes: (m_a - m_b)' (S_a + S_b + eI)^-1 (m_a - m_b) / 2, e a millionth of the mean variance.
 * Null where the classes have no spread at all.
 */
export function fisherRatio(
  { means, covariances }: ClassMoments,
  a: number,
  b: number,
): number | null {
  const d = means[a]!.length;
  const sum = covariances[a]!.map((value, i) => value + covariances[b]![i]!);
  let trace = 0;
  for (let j = 0; j < d; j++) trace += sum[j * d + j]!;
  for (let j = 0; j < d; j++) sum[j * d + j]! += (RIDGE * trace) / d;
  const difference = means[a]!.map((value, j) => value - means[b]![j]!);
  const solved = solvePositive(sum, difference, d);
  if (!solved) return null;
  return solved.reduce((total, value, j) => total + value * difference[j]!, 0) / 2;
}

/** Spread within classes over spread between their means (traces), classes by their shares; null for equal means. */
export function variabilityRatio(
  { means, covariances }: ClassMoments,
  shares: readonly number[],
): number | null {
  const d = means[0]!.length;
  const centre = meanOf(means, shares);
  let [within, between] = [0, 0];
  shares.forEach((share, of) => {
    for (let j = 0; j < d; j++) {
      within += share * covariances[of]![j * d + j]!;
      between += share * (means[of]![j]! - centre[j]!) ** 2;
    }
  });
  return between > 0 ? within / between : null;
}

/** The mean of class means by share. */
function meanOf(means: readonly Float64Array[], shares: readonly number[]): Float64Array {
  const centre = new Float64Array(means[0]!.length);
  means.forEach((mean, of) => mean.forEach((value, j) => (centre[j]! += shares[of]! * value)));
  return centre;
}

/** Cosine between the means of two classes as seen from the mean of all; null where one is that mean. */
export function meanCosine(
  { means }: ClassMoments,
  shares: readonly number[],
  a: number,
  b: number,
): number | null {
  const centre = meanOf(means, shares);
  let [dot, aa, bb] = [0, 0, 0];
  centre.forEach((middle, j) => {
    const [x, y] = [means[a]![j]! - middle, means[b]![j]! - middle];
    dot += x * y;
    aa += x * x;
    bb += y * y;
  });
  return aa > 0 && bb > 0 ? dot / Math.sqrt(aa * bb) : null;
}

/**
 * Tail index of the largest `k` of positive numbers (Hill 1975): 1 / mean of ln(x_i / x_(k+1)). Small is heavy-tailed;
 * null where fewer than `k + 1` are above 0 or the largest are equal.
 */
export function tailIndex(values: ArrayLike<number>, k: number): number | null {
  const sorted = Float64Array.from(values).sort().reverse();
  const base = sorted[k];
  if (k < 1 || base === undefined || !(base > 0)) return null;
  let sum = 0;
  for (let i = 0; i < k; i++) sum += Math.log(sorted[i]! / base);
  return sum > 0 ? k / sum : null;
}
