import {
  balancedAccuracy,
  confusionOf,
  geometricMean,
  macroF1,
  matthews,
  mean,
  predictedClasses,
} from './confusion';
import { averagePrecision, rocArea } from './ranking';

/** What a model said of rows whose class is known. */
export interface Predictions {
  readonly truth: Uint32Array;
  /** Row-major, one per class; each row sums to 1. */
  readonly probabilities: Float64Array;
  readonly classCount: number;
  /** Of two classes the one that scores of one class are about: the rarer one. */
  readonly positive: number;
}

/** A figure of how good predictions are. To add one: an entry in the list below. */
export interface Score {
  readonly id: ScoreId;
  readonly title: string;
  readonly summary: string;
  readonly better: 'higher' | 'lower';
  /** NaN where it is not defined. */
  measure(predictions: Predictions): number;
}

export type ScoreId =
  'macro-f1' | 'balanced-accuracy' | 'geometric-mean' | 'matthews' | 'auroc' | 'auprc' | 'brier';

/** Every score, in the order in which they are shown; values equal scikit-learn's and imbalanced-learn's. */
export const SCORES: readonly Score[] = [
  {
    id: 'macro-f1',
    title: 'Macro F1',
    summary: 'Mean over the classes of the harmonic mean of precision and recall.',
    better: 'higher',
    measure: (predictions) => macroF1(confusion(predictions)),
  },
  {
    id: 'balanced-accuracy',
    title: 'Balanced accuracy',
    summary: 'Mean recall of the classes.',
    better: 'higher',
    measure: (predictions) => balancedAccuracy(confusion(predictions)),
  },
  {
    id: 'geometric-mean',
    title: 'Geometric mean',
    summary: 'Geometric mean of the recalls of the classes.',
    better: 'higher',
    measure: (predictions) => geometricMean(confusion(predictions)),
  },
  {
    id: 'matthews',
    title: 'Matthews correlation',
    summary: 'Correlation of predicted and true classes.',
    better: 'higher',
    measure: (predictions) => matthews(confusion(predictions)),
  },
  {
    id: 'auroc',
    title: 'AUROC',
    summary: 'Area under the ROC curve of the rare class; of several classes the mean.',
    better: 'higher',
    measure: (predictions) => perClass(predictions, rocArea),
  },
  {
    id: 'auprc',
    title: 'AUPRC',
    summary: 'Average precision of the rare class; of several classes the mean.',
    better: 'higher',
    measure: (predictions) => perClass(predictions, averagePrecision),
  },
  {
    id: 'brier',
    title: 'Brier score',
    summary:
      'Mean squared error of the probability of the rare class; of several classes the sum over them.',
    better: 'lower',
    measure: brier,
  },
];

function confusion({ truth, probabilities, classCount }: Predictions) {
  return confusionOf(truth, predictedClasses(probabilities, classCount), classCount);
}

type Ranking = (scores: Float64Array, positive: (row: number) => boolean) => number;

/** Of the rare class of two, or the mean over those of several that are defined. */
function perClass(predictions: Predictions, measure: Ranking): number {
  const { truth, classCount, positive } = predictions;
  const of = (k: number) => measure(scoresOf(predictions, k), (row) => truth[row] === k);
  if (classCount === 2) return of(positive);
  const defined = Array.from({ length: classCount }, (_, k) => of(k)).filter(Number.isFinite);
  return mean(defined);
}

function scoresOf({ probabilities, classCount, truth }: Predictions, k: number): Float64Array {
  return Float64Array.from(truth, (_, row) => probabilities[row * classCount + k]!);
}

function brier({ truth, probabilities, classCount, positive }: Predictions): number {
  let sum = 0;
  truth.forEach((own, row) => {
    for (let k = 0; k < classCount; k++) {
      if (classCount === 2 && k !== positive) continue;
      sum += (probabilities[row * classCount + k]! - (own === k ? 1 : 0)) ** 2;
    }
  });
  return sum / truth.length;
}
