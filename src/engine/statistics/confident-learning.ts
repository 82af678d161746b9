/** Given classes and what a model that was not fitted on the rows thinks of them. */
export interface Judged {
  /** Class per row, 0 .. classCount - 1. */
  readonly given: ArrayLike<number>;
  /** Row-major, `rows * classCount`; each row sums to 1. */
  readonly probabilities: Float64Array;
  readonly classCount: number;
}

/** Which labels disagree with well estimated probabilities (Northcutt, Jiang and Chuang 2021: confident learning). */
export interface ConfidentLearning {
  /** Mean probability of a class in its own rows; infinite where it has none, so that nobody is ever sure of it. */
  readonly thresholds: Float64Array;
  /** Rows by given class and by the class of which the model is confident; row-major, the diagonal at least 1. */
  readonly joint: Float64Array;
  /** The same, brought to the rows of each given class, in whole rows. */
  readonly calibrated: Float64Array;
  /** Places of the rows whose label is doubtful, ascending. */
  readonly flagged: Uint32Array;
  /** Most probable class per row; of equals the given one, then the first. */
  readonly suggested: Uint32Array;
}

/** Thresholds are no lower, so that a class of which nobody is ever sure counts no row; and the slack in comparing. */
const LEAST_THRESHOLD = 2e-6;
const SLACK = 1e-6;

/**
 * The confident joint and the rows that it says are wrong: of every two classes as many as are counted there, those in
 * which the other class leads most. As cleanlab's `prune_by_noise_rate`, but ties by row, so that no more are flagged
 * than were counted.
 */
export function confidentLearning(judged: Judged): ConfidentLearning {
  const { given, classCount: k } = judged;
  const counts = new Float64Array(k);
  for (let i = 0; i < given.length; i++) counts[given[i]!]!++;
  const thresholds = thresholdsOf(judged, counts);
  const joint = jointOf(judged, thresholds);
  const calibrated = calibratedTo(joint, counts);
  const suggested = suggestedIn(judged);
  return {
    thresholds,
    joint,
    calibrated,
    suggested,
    flagged: flaggedRows(judged, calibrated, suggested),
  };
}

function thresholdsOf({ given, probabilities, classCount: k }: Judged, counts: Float64Array) {
  const sums = new Float64Array(k);
  for (let i = 0; i < given.length; i++) sums[given[i]!]! += probabilities[i * k + given[i]!]!;
  return sums.map((sum, c) =>
    counts[c]! > 0 ? Math.max(LEAST_THRESHOLD, sum / counts[c]!) : Infinity,
  );
}

function jointOf(
  { given, probabilities, classCount: k }: Judged,
  thresholds: Float64Array,
): Float64Array {
  const joint = new Float64Array(k * k);
  for (let i = 0; i < given.length; i++) {
    let sure = -1;
    for (let y = 0; y < k; y++) {
      const p = probabilities[i * k + y]!;
      if (p >= thresholds[y]! - SLACK && (sure < 0 || p > probabilities[i * k + sure]!)) sure = y;
    }
    if (sure >= 0) joint[given[i]! * k + sure]!++;
  }
  for (let c = 0; c < k; c++) joint[c * k + c] = Math.max(1, joint[c * k + c]!);
  return joint;
}

/** Rows of the joint scaled to whole numbers that add up to the rows of each class; at least one row keeps its label. */
function calibratedTo(joint: Float64Array, counts: Float64Array): Float64Array {
  const k = counts.length;
  const whole = new Float64Array(k * k);
  for (let s = 0; s < k; s++) {
    if (counts[s] === 0) continue;
    const own = joint.subarray(s * k, (s + 1) * k);
    const sum = own.reduce((a, b) => a + b, 0);
    const rounded = largestRemainder(
      own.map((value) => (value * counts[s]!) / sum),
      counts[s]!,
      s,
    );
    if (rounded[s] === 0) {
      rounded[rounded.indexOf(Math.max(...rounded))]!--;
      rounded[s] = 1;
    }
    whole.set(rounded, s * k);
  }
  return whole;
}

/**
 * Whole numbers nearest to `values` that add up to `total`: what is cut off most is given back first, of equals the
 * `favoured` one, then the others in order.
 */
export function largestRemainder(
  values: Float64Array,
  total: number,
  favoured: number,
): Float64Array {
  const whole = values.map(Math.floor);
  const lacking = Math.round(total - whole.reduce((a, b) => a + b, 0));
  // Remainders that differ by rounding alone are equal.
  const rest = (at: number) => Math.round((values[at]! - whole[at]!) * 1e9);
  const order = [...values.keys()].sort(
    (a, b) => rest(b) - rest(a) || Number(b === favoured) - Number(a === favoured) || a - b,
  );
  for (const at of order.slice(0, lacking)) whole[at]!++;
  return whole;
}

function suggestedIn({ given, probabilities, classCount: k }: Judged): Uint32Array {
  return Uint32Array.from({ length: given.length }, (_, i) => {
    let best = given[i]!;
    for (let y = 0; y < k; y++) {
      if (probabilities[i * k + y]! > probabilities[i * k + best]!) best = y;
    }
    return best;
  });
}

function flaggedRows(
  { given, probabilities, classCount: k }: Judged,
  calibrated: Float64Array,
  suggested: Uint32Array,
): Uint32Array {
  const members: number[][] = Array.from({ length: k }, () => []);
  for (let i = 0; i < given.length; i++) members[given[i]!]!.push(i);
  const flagged = new Set<number>();
  for (let s = 0; s < k; s++) {
    for (let y = 0; y < k; y++) {
      const wanted = calibrated[s * k + y]!;
      if (y === s || wanted === 0) continue;
      const lead = (i: number) => probabilities[i * k + y]! - probabilities[i * k + s]!;
      const leading = [...members[s]!].sort((a, b) => lead(b) - lead(a) || a - b);
      for (const i of leading.slice(0, wanted)) if (suggested[i] !== s) flagged.add(i);
    }
  }
  return Uint32Array.from(flagged).sort();
}

/** Probability of the given class less the largest of the others, from 0 to 1: below 0.5 another class leads. */
export function normalisedMargins({ given, probabilities, classCount: k }: Judged): Float64Array {
  return Float64Array.from({ length: given.length }, (_, i) => {
    let others = 0;
    for (let y = 0; y < k; y++) {
      if (y !== given[i]) others = Math.max(others, probabilities[i * k + y]!);
    }
    return (probabilities[i * k + given[i]!]! - others + 1) / 2;
  });
}

/**
 * Probabilities less the threshold of each class, brought back to a sum of 1: a class of which the model is rarely sure
 * compares with the others.
 */
export function adjustedProbabilities(
  probabilities: Float64Array,
  thresholds: Float64Array,
): Float64Array {
  const k = thresholds.length;
  const most = Math.max(...thresholds.filter(Number.isFinite));
  const adjusted = probabilities.map((p, at) => p - Math.min(most, thresholds[at % k]!) + most);
  for (let from = 0; from < adjusted.length; from += k) {
    let sum = 0;
    for (let y = 0; y < k; y++) sum += adjusted[from + y]!;
    for (let y = 0; y < k; y++) adjusted[from + y]! /= sum;
  }
  return adjusted;
}

/** Agreement of two lists of classes beyond chance (Cohen 1960); NaN where both hold one class alone. */
export function cohensKappa(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  classCount: number,
): number {
  const own = new Float64Array(classCount);
  const other = new Float64Array(classCount);
  let agreed = 0;
  for (let i = 0; i < a.length; i++) {
    own[a[i]!]!++;
    other[b[i]!]!++;
    if (a[i] === b[i]) agreed++;
  }
  const n = a.length;
  const chance = own.reduce((sum, count, c) => sum + (count / n) * (other[c]! / n), 0);
  return chance < 1 ? (agreed / n - chance) / (1 - chance) : NaN;
}

/**
 * Expected calibration error (Naeini 2015): how far the rate of being right lies from what was promised, over equal
 * bins `((b - 1) / bins, b / bins]`. Of two classes by the probability of the second, of more by the largest.
 */
export function calibrationError(
  { given, probabilities, classCount: k }: Judged,
  bins = 15,
): number {
  const promised = new Float64Array(bins);
  const kept = new Float64Array(bins);
  for (let i = 0; i < given.length; i++) {
    let [of, p] = [k === 2 ? 1 : 0, probabilities[i * k + (k === 2 ? 1 : 0)]!];
    for (let y = 1; k > 2 && y < k; y++) {
      if (probabilities[i * k + y]! > p) [of, p] = [y, probabilities[i * k + y]!];
    }
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(p * bins) - 1));
    promised[bin]! += p;
    if (given[i] === of) kept[bin]!++;
  }
  return promised.reduce((sum, p, bin) => sum + Math.abs(kept[bin]! - p), 0) / given.length;
}
