/** One margin: the level of each cell, and the wanted share of each level; shares sum to 1. */
export interface Margin {
  readonly levelOf: Int32Array;
  readonly shares: Float64Array;
}

/** Limits of the factors, relative to a mean of 1. */
export interface RakingLimits {
  readonly low: number;
  readonly high: number;
  readonly maxIter: number;
  /** Largest error of a share at which it is done. */
  readonly tol: number;
}

/** Factors per cell, the cycles run, and the largest error of a share per margin. */
export interface Raked {
  readonly factors: Float64Array;
  readonly cycles: number;
  readonly converged: boolean;
  readonly errors: readonly number[];
}

/**
 * Iterative proportional fitting (Deming and Stephan 1940) of masses per cell (all above 0) to one-way margins: each
 * margin in turn scales its levels to their shares; after a cycle factors beyond the limits are held there. Without
 * convergence the best cycle is returned.
 */
export function rake(
  masses: Float64Array,
  margins: readonly Margin[],
  limits: RakingLimits,
  tick: (done: number, total: number) => void,
): Raked {
  const n = masses.length;
  const total = masses.reduce((a, b) => a + b, 0);
  const factors = new Float64Array(n).fill(1);
  const shareOf = ({ levelOf, shares }: Margin) => {
    const sums = new Float64Array(shares.length);
    let all = 0;
    for (let cell = 0; cell < n; cell++) {
      const mass = masses[cell]! * factors[cell]!;
      sums[levelOf[cell]!]! += mass;
      all += mass;
    }
    return sums.map((sum) => sum / all);
  };
  let best: Raked | undefined;
  for (let cycle = 1; cycle <= limits.maxIter; cycle++) {
    tick(cycle, limits.maxIter);
    for (const margin of margins) {
      const now = shareOf(margin);
      for (let cell = 0; cell < n; cell++) {
        const level = margin.levelOf[cell]!;
        if (now[level]! > 0) factors[cell]! *= margin.shares[level]! / now[level]!;
      }
    }
    let mean = 0;
    for (let cell = 0; cell < n; cell++) mean += masses[cell]! * factors[cell]!;
    mean /= total;
    for (let cell = 0; cell < n; cell++) {
      const factor = factors[cell]! / mean;
      factors[cell] = Math.min(Math.max(factor, limits.low), limits.high);
    }
    const errors = margins.map((margin) => {
      const now = shareOf(margin);
      return now.reduce((most, share, i) => Math.max(most, Math.abs(share - margin.shares[i]!)), 0);
    });
    const converged = Math.max(...errors) <= limits.tol;
    if (!best || Math.max(...errors) < Math.max(...best.errors)) {
      best = { factors: factors.slice(), cycles: cycle, converged, errors };
    }
    if (converged) break;
  }
  return best!;
}
