/** Rows by true class and predicted class, row-major: `counts[truth * classCount + predicted]`. */
export interface Confusion {
  readonly classCount: number;
  readonly counts: Float64Array;
}

/** The most probable class of each row, the first of equals; `probabilities` row-major. */
export function predictedClasses(probabilities: Float64Array, classCount: number): Uint32Array {
  return Uint32Array.from({ length: probabilities.length / classCount }, (_, row) => {
    let best = 0;
    for (let k = 1; k < classCount; k++) {
      if (probabilities[row * classCount + k]! > probabilities[row * classCount + best]!) best = k;
    }
    return best;
  });
}

export function confusionOf(
  truth: Uint32Array,
  predicted: Uint32Array,
  classCount: number,
): Confusion {
  const counts = new Float64Array(classCount * classCount);
  truth.forEach((own, row) => {
    counts[own * classCount + predicted[row]!]!++;
  });
  return { classCount, counts };
}

/** Rows of each class that were found, rows of it, and rows predicted as it. */
function perClass({ classCount, counts }: Confusion) {
  return Array.from({ length: classCount }, (_, k) => {
    let [rows, predicted] = [0, 0];
    for (let j = 0; j < classCount; j++) {
      rows += counts[k * classCount + j]!;
      predicted += counts[j * classCount + k]!;
    }
    return { hits: counts[k * classCount + k]!, rows, predicted };
  });
}

/** Mean F1 over the classes that occur or were predicted; a class never hit has 0. */
export function macroF1(confusion: Confusion): number {
  const met = perClass(confusion).filter(({ rows, predicted }) => rows + predicted > 0);
  return mean(met.map(({ hits, rows, predicted }) => (2 * hits) / (rows + predicted)));
}

/** Mean recall over the classes that occur. */
export function balancedAccuracy(confusion: Confusion): number {
  return mean(recalls(confusion));
}

/** Geometric mean of the recalls of the classes that occur. */
export function geometricMean(confusion: Confusion): number {
  const found = recalls(confusion);
  return found.reduce((product, recall) => product * recall, 1) ** (1 / found.length);
}

/** Matthews' correlation, for any number of classes (Gorodkin 2004); 0 where one side does not vary. */
export function matthews(confusion: Confusion): number {
  const sums = perClass(confusion);
  const n = sums.reduce((total, { rows }) => total + rows, 0);
  const hits = sums.reduce((total, own) => total + own.hits, 0);
  const cross = sums.reduce((total, { rows, predicted }) => total + rows * predicted, 0);
  const truths = n * n - sums.reduce((total, { rows }) => total + rows * rows, 0);
  const guesses = n * n - sums.reduce((total, { predicted }) => total + predicted * predicted, 0);
  if (truths === 0 || guesses === 0) return 0;
  return (hits * n - cross) / Math.sqrt(truths * guesses);
}

function recalls(confusion: Confusion): number[] {
  return perClass(confusion)
    .filter(({ rows }) => rows > 0)
    .map(({ hits, rows }) => hits / rows);
}

/** NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
