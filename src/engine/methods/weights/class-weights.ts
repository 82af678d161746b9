import type { Method } from '../../method';
import type { Values } from '../../params/params';
import { read } from '../../params/values';
import { classesIn, classPerRow, type Levels } from '../classes';
import { automaticScheme, SCHEMES } from './parts/class-schemes';
import { cellFigures } from './parts/cell-figures';
import { cellSums, rowWeights } from './parts/cell-weights';
import { baseWeights } from './parts/finish';
import { FINISH_PARAMS } from './parts/finish-params';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

/** One weight per class from its count. */
export const classWeights: Method = {
  id: 'class-weights',
  family: 'weights',
  title: 'Class weights',
  summary: 'A weight per row. Nothing is copied or made up.',
  cites: [
    'King and Zeng 2001, Logistic Regression in Rare Events Data',
    'Cui et al. 2019, Class-Balanced Loss Based on Effective Number of Samples',
    'scikit-learn, compute_class_weight',
  ],
  needs: { required: ['label'], optional: ['weight', 'split'] },
  changes: 'weights',
  params: [
    {
      kind: 'choice',
      id: 'scheme',
      title: 'Scheme',
      summary: 'How a weight follows from the number of rows of a class.',
      default: 'balanced',
      options: [
        { value: 'balanced', title: 'Balanced' },
        { value: 'auto', title: 'By imbalance ratio' },
        { value: 'capped', title: 'Balanced up to the largest weight' },
        { value: 'inverse', title: 'Inverse count' },
        { value: 'sqrt-inverse', title: 'Inverse square root' },
        { value: 'power', title: 'Inverse power' },
        { value: 'effective-number', title: 'Effective number' },
        { value: 'median-frequency', title: 'Median frequency' },
        { value: 'log-smoothed', title: 'Log smoothed' },
        { value: 'catboost-balanced', title: 'CatBoost balanced' },
        { value: 'catboost-sqrt', title: 'CatBoost square root' },
        { value: 'manual', title: 'By hand' },
      ],
    },
    {
      kind: 'number',
      id: 'beta',
      title: 'Beta',
      summary:
        'Effective number: share of a new row that is not yet covered by others, 0.9 to 0.9999.',
      default: 0.999,
      min: 0,
      max: 0.9999999,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'betaFromRows',
      title: 'Beta from the file',
      summary: 'Sets beta to (N - 1) / N for N rows.',
      default: false,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'exponent',
      title: 'Exponent',
      summary: 'Inverse power: 0.5 is the square root, 0.25 is mild.',
      default: 0.5,
      min: 0,
      max: 1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'c',
      title: 'Log constant',
      summary: 'Log smoothed: 1.02 keeps weights between about 1.4 and 50.',
      default: 1.02,
      min: 1.0001,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'ratioCap',
      title: 'Largest ratio',
      summary: 'The largest class weight is at most this many times the smallest.',
      default: null,
      min: 1,
      advanced: true,
    },
    {
      kind: 'table',
      of: 'classes',
      id: 'weights',
      title: 'Weights by hand',
      summary: 'By hand: the weight of every class, as in `yes=5, no=1`.',
      default: {},
      advanced: true,
    },
    ...FINISH_PARAMS,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-ESS', 'G-OVERLAP', 'G-DUP', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const classes = classesIn(table, context);
    const base = baseWeights(table, values, context);
    const { scope, tick } = context;
    const cellOf = classPerRow(table.columns[classes.column]!, classes, scope, tick);
    const sums = Array.from(cellSums(cellOf, base, classes.values.length, tick));
    const scheme = chosenScheme(values, sums);
    const weights = rawWeights(values, classes, sums, scheme);
    const raw = rowWeights(cellOf, weights, tick);
    const total = sums.reduce((a, b) => a + b, 0);
    const ratio = sums.reduce((a, b) => Math.max(a, b), 0) / sums.reduce((a, b) => Math.min(a, b));
    return weightPlan(table, { raw, base, cellOf, cellNames: classes.values }, values, context, {
      notices:
        ratio > 100
          ? [
              t(
                'The ratio is above 100 to 1: large weights on few rows make training unsteady; a capped or square-root scheme is calmer.',
              ),
            ]
          : [],
      tables: (finished) => {
        const figures = cellFigures(finished, cellOf, sums.length, tick);
        return {
          scheme,
          classes: classes.values.map((value, index) => ({
            class: value,
            rows: classes.counts[index]!,
            raw: weights[index]!,
            weight: figures[index]!.mean,
            share: sums[index]! / total,
            weightedShare: figures[index]!.share,
            ess: figures[index]!.ess,
            essShare: figures[index]!.essShare,
          })),
        };
      },
    });
  },
};

function chosenScheme(values: Values, counts: readonly number[]): string {
  const scheme = read.text(values, 'scheme');
  return scheme === 'auto' ? automaticScheme(counts) : scheme;
}

function rawWeights(
  values: Values,
  classes: Levels,
  counts: readonly number[],
  scheme: string,
): number[] {
  const total = counts.reduce((a, b) => a + b, 0);
  const weights = SCHEMES[scheme]!({
    values: classes.values,
    counts,
    beta: read.flag(values, 'betaFromRows') ? (total - 1) / total : read.number(values, 'beta')!,
    exponent: read.number(values, 'exponent')!,
    c: read.number(values, 'c')!,
    table: read.table(values, 'weights'),
  });
  const most = read.number(values, 'ratioCap');
  if (most === null) return weights;
  const least = weights.reduce((a, weight) => (weight > 0 ? Math.min(a, weight) : a), Infinity);
  const limit = least * most;
  return weights.map((weight) => Math.min(weight, limit));
}
