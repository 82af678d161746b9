import type { Points } from '../kernels/nearest-neighbours';

/** A support vector machine as far as its support vectors: what lies on or within the margin. */
export interface SupportOptions {
  /** Cost of a row on the wrong side of the margin, above 0. */
  readonly cost: number;
  /** Width of the kernel exp(-gamma |a - b|^2), above 0. */
  readonly gamma: number;
  /** How far from optimal the multipliers may be, above 0; libsvm's default is 0.001. */
  readonly tolerance?: number;
}

/** Numbers of the kernel matrix that are kept at most: 128 MB. */
const MOST_KEPT = 16e6;
/** What replaces a curvature that is not positive. */
const TINY = 1e-12;

/**
 * Multipliers alpha (0 .. cost) of the two-class support vector machine with a Gaussian kernel: sequential minimal
 * optimisation with the second-order choice of pairs (Fan, Chen and Lin 2005, as in libsvm, without shrinking). A point
 * is a support vector when its multiplier is above 0.
 *
 * @param signs +1 or -1 per point, both present
 * @throws Cancelled
 */
export function supportMultipliers(
  points: Points,
  signs: Int8Array,
  { cost, gamma, tolerance = 1e-3 }: SupportOptions,
  tick: (done: number, total: number) => void,
): Float64Array {
  const n = points.count;
  const rows = new KernelRows(points, gamma);
  const alpha = new Float64Array(n);
  // Gradient of the dual: sum over j of y_i y_j K_ij alpha_j, less 1.
  const gradient = new Float64Array(n).fill(-1);
  const most = Math.max(10e6, 100 * n);
  const often = Math.max(1, Math.floor(1e6 / (n * (points.dimensions + 4))));
  for (let round = 0; round < most; round++) {
    if (round % often === 0) tick(round % n, n);
    const i = mostViolating(signs, alpha, gradient, cost);
    if (i < 0) return alpha;
    const rowI = rows.of(i);
    const j = bestPartner(i, rowI, signs, alpha, gradient, { cost, tolerance });
    if (j < 0) return alpha;
    const rowJ = rows.of(j);
    const [beforeI, beforeJ] = [alpha[i]!, alpha[j]!];
    step(i, j, rowI[j]!, signs, alpha, gradient, cost);
    const byI = (alpha[i]! - beforeI) * signs[i]!;
    const byJ = (alpha[j]! - beforeJ) * signs[j]!;
    for (let t = 0; t < n; t++) gradient[t]! += signs[t]! * (rowI[t]! * byI + rowJ[t]! * byJ);
  }
  return alpha;
}

/** Whether a multiplier can move up (towards the sign) or down. */
const mayRise = (sign: number, alpha: number, cost: number) =>
  sign > 0 ? alpha < cost : alpha > 0;
const mayFall = (sign: number, alpha: number, cost: number) =>
  sign > 0 ? alpha > 0 : alpha < cost;

/** The point that can rise and wants to most; the last of equals, as libsvm. */
function mostViolating(
  signs: Int8Array,
  alpha: Float64Array,
  gradient: Float64Array,
  cost: number,
): number {
  let best = -1;
  let most = -Infinity;
  for (let t = 0; t < alpha.length; t++) {
    const wish = -signs[t]! * gradient[t]!;
    if (wish >= most && mayRise(signs[t]!, alpha[t]!, cost)) {
      most = wish;
      best = t;
    }
  }
  return best;
}

/** The point whose fall together with the rise of `i` gains most; -1 when no pair is off by more than the tolerance. */
function bestPartner(
  i: number,
  row: Float64Array,
  signs: Int8Array,
  alpha: Float64Array,
  gradient: Float64Array,
  { cost, tolerance }: { readonly cost: number; readonly tolerance: number },
): number {
  const wish = -signs[i]! * gradient[i]!;
  let best = -1;
  let most = Infinity;
  let lowest = Infinity;
  for (let t = 0; t < alpha.length; t++) {
    if (!mayFall(signs[t]!, alpha[t]!, cost)) continue;
    const own = -signs[t]! * gradient[t]!;
    if (own < lowest) lowest = own;
    const gap = wish - own;
    if (gap <= 0) continue;
    // K_ii = K_tt = 1 for a Gaussian kernel.
    const curvature = 2 - 2 * row[t]!;
    const gain = -(gap * gap) / (curvature > 0 ? curvature : TINY);
    if (gain <= most) {
      most = gain;
      best = t;
    }
  }
  return wish - lowest < tolerance ? -1 : best;
}

/** Moves two multipliers to their best, within 0 .. cost and with the sum of sign times multiplier as it was. */
function step(
  i: number,
  j: number,
  kernel: number,
  signs: Int8Array,
  alpha: Float64Array,
  gradient: Float64Array,
  cost: number,
): void {
  const gap = -signs[i]! * gradient[i]! + signs[j]! * gradient[j]!;
  const curvature = 2 - 2 * kernel;
  const wanted = gap / (curvature > 0 ? curvature : TINY);
  const roomI = signs[i]! > 0 ? cost - alpha[i]! : alpha[i]!;
  const roomJ = signs[j]! > 0 ? alpha[j]! : cost - alpha[j]!;
  const moved = Math.min(wanted, roomI, roomJ);
  // At a bound the multiplier is the bound itself, so that 0 stays 0.
  alpha[i] = moved === roomI ? (signs[i]! > 0 ? cost : 0) : alpha[i]! + signs[i]! * moved;
  alpha[j] = moved === roomJ ? (signs[j]! > 0 ? 0 : cost) : alpha[j]! - signs[j]! * moved;
}

/** Rows of the kernel matrix, the latest kept. */
class KernelRows {
  readonly #points: Points;
  readonly #gamma: number;
  readonly #kept = new Map<number, Float64Array>();
  readonly #most: number;

  constructor(points: Points, gamma: number) {
    this.#points = points;
    this.#gamma = gamma;
    this.#most = Math.max(2, Math.floor(MOST_KEPT / points.count));
  }

  of(point: number): Float64Array {
    const known = this.#kept.get(point);
    if (known) {
      // To the end of the queue: the first is the one that was not asked for longest.
      this.#kept.delete(point);
      this.#kept.set(point, known);
      return known;
    }
    const row =
      this.#kept.size < this.#most ? new Float64Array(this.#points.count) : this.#oldest();
    this.#fill(row, point);
    this.#kept.set(point, row);
    return row;
  }

  #oldest(): Float64Array {
    const [point] = this.#kept.keys();
    const row = this.#kept.get(point!)!;
    this.#kept.delete(point!);
    return row;
  }

  #fill(row: Float64Array, point: number): void {
    const { count, dimensions, values } = this.#points;
    const own = point * dimensions;
    for (let other = 0, at = 0; other < count; other++) {
      let sum = 0;
      for (let d = 0; d < dimensions; d++, at++) {
        const difference = values[own + d]! - values[at]!;
        sum += difference * difference;
      }
      row[other] = Math.exp(-this.#gamma * sum);
    }
  }
}
