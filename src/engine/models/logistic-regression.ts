import {
  accumulate,
  multiply,
  type Classifier,
  type Design,
  type Examples,
  type ModelTick,
} from './design';

export interface LogisticOptions {
  /** scikit-learn's C: the loss is summed over rows (by weight) and C times it is added to half the squared weights. */
  readonly strength?: number;
  /** Largest entry of the gradient at which the fit is done. */
  readonly tolerance?: number;
}

/** A fit with what it found: `columns + 1` numbers per form, the last its intercept; one form for two classes. */
export interface LogisticRegression extends Classifier {
  readonly forms: Float64Array;
}

/** Newton steps; the fit is convex and takes about ten. */
const MOST_STEPS = 100;
/** Products with the Hessian per Newton step. */
const MOST_PRODUCTS = 200;
/** Share of the decrease that the gradient promises (Armijo 1966). */
const DECREASE = 1e-4;

/**
 * Logistic regression with an L2 penalty on all but the intercept: `C * sum of w_i * log loss_i + |weights|^2 / 2`, over
 * the classes jointly (softmax) where there are more than two, as scikit-learn's `LogisticRegression`. Found by a
 * truncated Newton method (Nocedal and Wright 2006, section 7.1), to the given gradient.
 * @throws Cancelled
 */
export function fitLogistic(
  examples: Examples,
  tick: ModelTick,
  { strength = 1, tolerance = 1e-6 }: LogisticOptions = {},
): LogisticRegression {
  const problem = new Problem(examples, strength, tick);
  const { forms } = problem;
  for (let step = 0; step < MOST_STEPS; step++) {
    const gradient = problem.gradient();
    if (largest(gradient) <= tolerance) break;
    const direction = problem.direction(gradient);
    if (!problem.move(direction, dot(gradient, direction))) break;
  }
  const { classCount } = examples;
  return {
    forms,
    probabilities: (design, inLoop) => probabilitiesOf(design, forms, classCount, inLoop),
  };
}

/** The probabilities that linear forms give: the logistic function of one form, or the softmax of several. */
function probabilitiesOf(
  design: Design,
  forms: Float64Array,
  classCount: number,
  tick: ModelTick,
): Float64Array {
  const scores = new Float64Array(design.rows * outputsOf(classCount));
  multiply(design, forms, scores, tick);
  if (classCount > 2) {
    softmax(scores, classCount);
    return scores;
  }
  const probabilities = new Float64Array(design.rows * classCount);
  scores.forEach((score, row) => {
    const p = logistic(score);
    if (classCount === 2) probabilities[2 * row] = logistic(-score);
    probabilities[row * classCount + classCount - 1] = classCount === 2 ? p : 1;
  });
  return probabilities;
}

const outputsOf = (classCount: number) => (classCount > 2 ? classCount : 1);

/** The penalised loss at `forms`, its gradient and its curvature. */
class Problem {
  readonly forms: Float64Array;
  readonly #examples: Examples;
  readonly #strength: number;
  readonly #tick: ModelTick;
  readonly #outputs: number;
  /** Values of the forms, and the probabilities they give, per row and form. */
  #scores: Float64Array;
  #probabilities: Float64Array;
  #loss: number;

  constructor(examples: Examples, strength: number, tick: ModelTick) {
    const { design, classCount } = examples;
    this.#examples = examples;
    this.#strength = strength;
    this.#tick = tick;
    this.#outputs = outputsOf(classCount);
    this.forms = new Float64Array(this.#outputs * (design.columns + 1));
    this.#scores = new Float64Array(design.rows * this.#outputs);
    this.#probabilities = this.#probabilitiesAt(this.#scores);
    this.#loss = this.#lossAt(this.#scores, this.forms);
  }

  gradient(): Float64Array {
    const { classes, weights } = this.#examples;
    const m = this.#outputs;
    const errors = this.#probabilities.slice();
    classes.forEach((own, row) => {
      const scale = this.#strength * (weights ? weights[row]! : 1);
      if (m === 1) errors[row] = scale * (errors[row]! - own);
      else {
        errors[row * m + own]! -= 1;
        for (let k = 0; k < m; k++) errors[row * m + k]! *= scale;
      }
    });
    return this.#penalised(errors, this.forms);
  }

  /** Towards the minimum of the quadratic model, by conjugate gradients as far as the distance deserves. */
  direction(gradient: Float64Array): Float64Array {
    const found = new Float64Array(gradient.length);
    const rest = gradient.map((value) => -value);
    const search = rest.slice();
    let square = dot(rest, rest);
    const enough = Math.min(0.25, Math.sqrt(Math.sqrt(square))) ** 2 * square;
    for (let n = 0; n < MOST_PRODUCTS && square > enough; n++) {
      const curved = this.#curvature(search);
      const curvature = dot(search, curved);
      if (curvature <= 1e-300) break;
      const step = square / curvature;
      for (let i = 0; i < found.length; i++) {
        found[i]! += step * search[i]!;
        rest[i]! -= step * curved[i]!;
      }
      const next = dot(rest, rest);
      for (let i = 0; i < search.length; i++) {
        search[i] = rest[i]! + (next / square) * search[i]!;
      }
      square = next;
    }
    return found;
  }

  /** Goes along a direction as far as the loss falls; false when it does not. `slope` is that of the loss. */
  move(direction: Float64Array, slope: number): boolean {
    const change = new Float64Array(this.#scores.length);
    multiply(this.#examples.design, direction, change, this.#tick);
    for (let step = 1; step > 1e-10; step /= 2) {
      const forms = this.forms.map((value, i) => value + step * direction[i]!);
      const scores = this.#scores.map((value, i) => value + step * change[i]!);
      const loss = this.#lossAt(scores, forms);
      if (!(loss <= this.#loss + DECREASE * step * slope)) continue;
      const fell = loss < this.#loss;
      this.forms.set(forms);
      this.#scores = scores;
      this.#loss = loss;
      this.#probabilities = this.#probabilitiesAt(scores);
      return fell;
    }
    return false;
  }

  /** The Hessian times a direction. */
  #curvature(direction: Float64Array): Float64Array {
    const { design, weights } = this.#examples;
    const m = this.#outputs;
    const p = this.#probabilities;
    const along = new Float64Array(design.rows * m);
    multiply(design, direction, along, this.#tick);
    for (let row = 0; row < design.rows; row++) {
      const scale = this.#strength * (weights ? weights[row]! : 1);
      if (m === 1) {
        along[row]! *= scale * p[row]! * (1 - p[row]!);
        continue;
      }
      const base = row * m;
      let mean = 0;
      for (let k = 0; k < m; k++) mean += p[base + k]! * along[base + k]!;
      for (let k = 0; k < m; k++)
        along[base + k] = scale * p[base + k]! * (along[base + k]! - mean);
    }
    return this.#penalised(along, direction);
  }

  /** The design's transpose times `factors`, plus `forms` without their intercepts. */
  #penalised(factors: Float64Array, forms: Float64Array): Float64Array {
    const { design } = this.#examples;
    const width = design.columns + 1;
    const sums = forms.slice();
    for (let at = design.columns; at < sums.length; at += width) sums[at] = 0;
    accumulate(design, factors, sums, this.#tick);
    return sums;
  }

  #probabilitiesAt(scores: Float64Array): Float64Array {
    if (this.#outputs === 1) return scores.map(logistic);
    const probabilities = scores.slice();
    softmax(probabilities, this.#outputs);
    return probabilities;
  }

  #lossAt(scores: Float64Array, forms: Float64Array): number {
    const { design, classes, weights } = this.#examples;
    const m = this.#outputs;
    let loss = 0;
    classes.forEach((own, row) => {
      const weight = weights ? weights[row]! : 1;
      if (m === 1) loss += weight * softplus(own === 1 ? -scores[row]! : scores[row]!);
      else loss += weight * (logSum(scores, row * m, m) - scores[row * m + own]!);
    });
    let squares = 0;
    const width = design.columns + 1;
    forms.forEach((value, i) => {
      if (i % width !== design.columns) squares += value * value;
    });
    return this.#strength * loss + squares / 2;
  }
}

function logistic(score: number): number {
  if (score >= 0) return 1 / (1 + Math.exp(-score));
  const power = Math.exp(score);
  return power / (1 + power);
}

/** ln(1 + e^x). */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** ln of the sum of e^x over `count` numbers. */
function logSum(values: Float64Array, from: number, count: number): number {
  let most = -Infinity;
  for (let i = from; i < from + count; i++) most = Math.max(most, values[i]!);
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += Math.exp(values[i]! - most);
  return most + Math.log(sum);
}

/** Turns rows of `count` scores into probabilities, in place. */
export function softmax(scores: Float64Array, count: number): void {
  for (let from = 0; from < scores.length; from += count) {
    const sum = logSum(scores, from, count);
    for (let i = from; i < from + count; i++) scores[i] = Math.exp(scores[i]! - sum);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
