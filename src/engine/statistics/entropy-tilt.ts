import { independentColumns, solvePositive } from './linear-algebra';

/** A statistic of every unit with its wanted mean taken off, in standard deviations. */
export interface Statistic {
  of(unit: number): number;
}

export interface TiltOptions {
  /** How far from 0 each weighted mean may stay. */
  readonly slack: number;
  readonly maxIter: number;
  readonly tol: number;
  readonly ridge: number;
}

/** Weights that sum to 1, the multiplier per statistic (0 for those that depend on others), and what is left. */
export interface Tilt {
  readonly weights: Float64Array;
  readonly multipliers: Float64Array;
  /** Weighted mean per statistic: at most the slack when it converged. */
  readonly residuals: Float64Array;
  readonly steps: number;
  readonly outcome: 'converged' | 'out-of-reach' | 'stopped';
}

/** Multipliers beyond this, or a smaller share of effective units, mean that the target is outside of the data. */
const MOST_MULTIPLIER = 1e3;
const LEAST_ESS = 0.01;

/**
 * Weights w prop. to b exp(-sum of multiplier * statistic) whose weighted means of all statistics are within the slack
 * of 0, nearest to the base weights b in Kullback-Leibler divergence: Newton with backtracking on the convex dual
 * ln sum b exp(-l.z) + slack |l| (entropy balancing, Hainmueller 2012). With a slack the Newton step is found by
 * coordinate descent. @throws Cancelled
 */
export function tilt(
  base: Float64Array,
  statistics: readonly Statistic[],
  options: TiltOptions,
  tick: (done: number, total: number) => void,
): Tilt {
  const problem = new Problem(base, statistics, tick);
  const start = problem.at(new Float64Array(statistics.length));
  const all = statistics.map((_, j) => j);
  const covariance = problem.covariance(start, all);
  const used = independentColumns(covariance, all.length);
  let state = start;
  for (let step = 0; ; step++) {
    const wrong = violation(state, used, options.slack);
    const reached = wrong <= options.tol;
    if (reached || step === options.maxIter || outOfReach(state)) {
      const hopeless = outOfReach(state) || (reached && !restHolds(state, options));
      const outcome = hopeless ? 'out-of-reach' : reached ? 'converged' : 'stopped';
      const { weights, multipliers, residuals } = state;
      return { weights, multipliers, residuals, steps: step, outcome };
    }
    const next = problem.step(state, used, options);
    if (!next) {
      const { weights, multipliers, residuals } = state;
      return { weights, multipliers, residuals, steps: step, outcome: 'stopped' };
    }
    state = next;
  }
}

interface State {
  readonly multipliers: Float64Array;
  readonly weights: Float64Array;
  readonly residuals: Float64Array;
  /** ln sum b exp(-l.z), less a constant. */
  readonly dual: number;
  /** Share of units that are effective. */
  readonly ess: number;
}

/** The largest violation of the conditions of the optimum. */
function violation({ multipliers, residuals }: State, used: readonly number[], slack: number) {
  return used.reduce((most, j) => {
    const [l, r] = [multipliers[j]!, residuals[j]!];
    // The gradient of the dual is -r + slack sign(l).
    const wrong = l === 0 ? Math.max(0, Math.abs(r) - slack) : Math.abs(r - slack * Math.sign(l));
    return Math.max(most, wrong);
  }, 0);
}

/** Statistics that depend on the others are met with them, unless the targets contradict each other. */
function restHolds({ residuals }: State, { slack, tol }: TiltOptions): boolean {
  return residuals.every((r) => Math.abs(r) <= slack + Math.max(tol, 1e-6));
}

function outOfReach({ multipliers, ess }: State): boolean {
  return ess < LEAST_ESS || multipliers.some((l) => Math.abs(l) > MOST_MULTIPLIER);
}

class Problem {
  readonly #base: Float64Array;
  readonly #statistics: readonly Statistic[];
  readonly #tick: (done: number, total: number) => void;

  constructor(
    base: Float64Array,
    statistics: readonly Statistic[],
    tick: (done: number, total: number) => void,
  ) {
    this.#base = base;
    this.#statistics = statistics;
    this.#tick = tick;
  }

  at(multipliers: Float64Array): State {
    const n = this.#base.length;
    const exponents = new Float64Array(n);
    let most = -Infinity;
    for (let i = 0; i < n; i++) {
      if (i % 4096 === 0) this.#tick(i, n);
      let sum = 0;
      for (let j = 0; j < multipliers.length; j++) {
        if (multipliers[j] !== 0) sum -= multipliers[j]! * this.#statistics[j]!.of(i);
      }
      exponents[i] = sum;
      if (this.#base[i]! > 0 && sum > most) most = sum;
    }
    const weights = exponents;
    let total = 0;
    for (let i = 0; i < n; i++) {
      if (i % 4096 === 0) this.#tick(i, n);
      weights[i] = this.#base[i]! > 0 ? this.#base[i]! * Math.exp(exponents[i]! - most) : 0;
      total += weights[i]!;
    }
    let squares = 0;
    const residuals = new Float64Array(multipliers.length);
    for (let i = 0; i < n; i++) {
      if (i % 4096 === 0) this.#tick(i, n);
      weights[i]! /= total;
      squares += weights[i]! ** 2;
      if (weights[i] === 0) continue;
      for (let j = 0; j < residuals.length; j++)
        residuals[j]! += weights[i]! * this.#statistics[j]!.of(i);
    }
    return { multipliers, weights, residuals, dual: most + Math.log(total), ess: 1 / squares / n };
  }

  /** Weighted covariance of some statistics. */
  covariance({ weights, residuals }: State, used: readonly number[]): Float64Array {
    const k = used.length;
    const matrix = new Float64Array(k * k);
    const z = new Float64Array(k);
    for (let i = 0; i < weights.length; i++) {
      if (i % 1024 === 0) this.#tick(i, weights.length);
      if (weights[i] === 0) continue;
      used.forEach((j, a) => (z[a] = this.#statistics[j]!.of(i) - residuals[j]!));
      for (let a = 0; a < k; a++) {
        const scaled = weights[i]! * z[a]!;
        for (let b = 0; b <= a; b++) matrix[a * k + b]! += scaled * z[b]!;
      }
    }
    for (let a = 0; a < k; a++) for (let b = 0; b < a; b++) matrix[b * k + a] = matrix[a * k + b]!;
    return matrix;
  }

  /** The next state, with a lower dual; undefined when none is found. */
  step(state: State, used: readonly number[], { slack, ridge }: TiltOptions): State | undefined {
    const k = used.length;
    const hessian = this.covariance(state, used);
    for (let a = 0; a < k; a++) hessian[a * k + a]! += ridge;
    const gradient = Float64Array.from(used, (j) => -state.residuals[j]!);
    const current = Float64Array.from(used, (j) => state.multipliers[j]!);
    const direction =
      slack > 0
        ? coordinateDescent(hessian, gradient, current, slack)
        : solvePositive(
            hessian,
            gradient.map((g) => -g),
            k,
          );
    if (!direction) return undefined;
    const penalty = (l: Float64Array) => slack * l.reduce((sum, v) => sum + Math.abs(v), 0);
    const moved = (by: number) => current.map((l, a) => l + by * direction[a]!);
    const slope =
      direction.reduce((sum, d, a) => sum + d * gradient[a]!, 0) +
      penalty(moved(1)) -
      penalty(current);
    const now = state.dual + penalty(current);
    for (let by = 1; by > 1e-10; by /= 2) {
      const to = moved(by);
      const multipliers = new Float64Array(state.multipliers.length);
      used.forEach((j, a) => (multipliers[j] = to[a]!));
      const next = this.at(multipliers);
      // At the optimum the decrease drowns in rounding: a full step is then taken as it is.
      const enough = now + 1e-4 * by * slope + 1e-14 * Math.abs(now);
      if (next.dual + penalty(to) <= enough) return next;
    }
    return undefined;
  }
}

/** The direction d that minimises g.d + d'Hd/2 + slack |l + d|. */
function coordinateDescent(
  hessian: Float64Array,
  gradient: Float64Array,
  current: Float64Array,
  slack: number,
): Float64Array {
  const k = gradient.length;
  const d = new Float64Array(k);
  for (let sweep = 0; sweep < 1000; sweep++) {
    let most = 0;
    for (let a = 0; a < k; a++) {
      const curve = hessian[a * k + a]!;
      let slope = gradient[a]!;
      for (let b = 0; b < k; b++) if (b !== a) slope += hessian[a * k + b]! * d[b]!;
      // Soft threshold of the minimum without the penalty.
      const free = current[a]! - slope / curve;
      const limit = slack / curve;
      const l = free > limit ? free - limit : free < -limit ? free + limit : 0;
      most = Math.max(most, Math.abs(l - current[a]! - d[a]!));
      d[a] = l - current[a]!;
    }
    if (most < 1e-14) break;
  }
  return d;
}
