import type { Method } from '../../method';
import type { Values } from '../../params/params';
import { read } from '../../params/values';
import { listed, many, quoted } from '../../words';
import { LABELS, labelsOfRows, SEPARATOR } from '../label-params';
import type { LabelSets } from '../label-sets';
import { keepEverything } from '../plans';
import { withoutUnlabelled } from '../missing-label';
import { baseWeights } from './parts/finish';
import { finishParams } from './parts/finish-params';
import { weightPlan } from './parts/weight-plan';
import { t } from '../../language';

/** Weights of the positives and negatives of one label. */
interface Pair {
  readonly positive: number;
  readonly negative: number;
}

/** Per-label weights where rows have several labels, and a row weight from those of its labels. */
export const multilabelWeights: Method = {
  id: 'multilabel-weights',
  family: 'weights',
  title: 'Multi-label weights',
  summary: 'A weight per label, for rows with several labels, and one per row from its labels.',
  cites: [
    'PyTorch, BCEWithLogitsLoss (pos_weight)',
    'Wu et al. 2021, Rethinking and Reweighting the Univariate Losses for Multi-Label Ranking',
    'Cui et al. 2019, Class-Balanced Loss Based on Effective Number of Samples',
  ],
  needs: { required: ['label'], optional: ['weight', 'split'] },
  ofLabelSets: true,
  changes: 'weights',
  params: [
    LABELS,
    {
      kind: 'choice',
      id: 'scheme',
      title: 'Scheme',
      summary: 'How the weights of a label follow from the rows that have it.',
      default: 'pos-weight',
      options: [
        { value: 'pos-weight', title: 'Positives by negatives per positive' },
        { value: 'macro-auc', title: 'Positives and negatives alike' },
        { value: 'effective-number', title: 'Effective number' },
        { value: 'row-max', title: 'Row: the largest of its labels' },
        { value: 'row-mean', title: 'Row: the mean of its labels' },
      ],
    },
    SEPARATOR,
    {
      kind: 'number',
      id: 'beta',
      title: 'Beta',
      summary: 'Effective number: share of a new row that is not yet covered by others.',
      default: 0.999,
      min: 0,
      max: 0.9999999,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'rowColumn',
      title: 'Weight per row',
      summary: 'Adds a weight per row as well: the mean over its labels, or the largest.',
      default: true,
    },
    ...finishParams({ cap: 100 }),
  ],
  guards: ['G-SPLIT', 'G-ESS', 'G-TAIL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = labelsOfRows(table, values, context);
    const pairs = pairsOf(sets, values);
    const notices = remarks(sets);
    const tables = () => ({ labels: labelTable(sets, pairs) });
    if (!read.flag(values, 'rowColumn')) {
      const draft = keepEverything(table.rowCount, { notices, tables: tables() });
      return withoutUnlabelled(table, values, context, draft);
    }
    const raw = rawOf(sets, pairs, values, context.scope.length, context.tick);
    const base = baseWeights(table, values, context);
    const none = new Int32Array(raw.length).fill(-1);
    return weightPlan(table, { raw, base, cellOf: none, cellNames: [] }, values, context, {
      notices,
      tables,
    });
  },
};

const ONE: Pair = { positive: 1, negative: 1 };

/** Weights per label; 1 where no row, or every row, has it. Positive weights are capped as `cap` says. */
function pairsOf({ positives, negatives }: LabelSets, values: Values): Pair[] {
  const cap = read.number(values, 'cap')!;
  const beta = read.number(values, 'beta')!;
  const scheme = read.text(values, 'scheme');
  const pairs = Array.from(positives, (plus, label): Pair => {
    const minus = negatives[label]!;
    if (plus === 0 || minus === 0) return ONE;
    switch (scheme) {
      case 'macro-auc': {
        const n = plus + minus;
        return { positive: n / (2 * plus), negative: n / (2 * minus) };
      }
      case 'effective-number': {
        const weight = beta > 0 ? (1 - beta) / -Math.expm1(plus * Math.log(beta)) : 1;
        return { positive: weight, negative: 1 };
      }
      default:
        return { positive: Math.min(minus / plus, cap), negative: 1 };
    }
  });
  if (scheme !== 'effective-number') return pairs;
  const used = pairs.filter((pair) => pair !== ONE);
  const mean = used.reduce((sum, { positive }) => sum + positive, 0) / used.length;
  return pairs.map((pair) =>
    pair === ONE ? ONE : { positive: Math.min(pair.positive / mean, cap), negative: 1 },
  );
}

/** The mean, or with `row-max` the largest, of the positive weights of a row's labels; without any, of the negative ones. */
function rawOf(
  sets: LabelSets,
  pairs: readonly Pair[],
  values: Values,
  count: number,
  tick: (done: number, total: number) => void,
): Float64Array {
  const largest = read.text(values, 'scheme') === 'row-max';
  const negative = pairs.reduce((sum, pair) => sum + pair.negative, 0) / pairs.length;
  const raw = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    if (i % 8192 === 0) tick(i, count);
    const labels = sets.at(i);
    if (!labels) {
      raw[i] = NaN;
      continue;
    }
    const own = labels.map((label) => pairs[label]!.positive);
    if (!own.length) raw[i] = negative;
    else if (largest) raw[i] = Math.max(...own);
    else raw[i] = own.reduce((sum, weight) => sum + weight, 0) / own.length;
  }
  return raw;
}

function labelTable({ names, positives, negatives }: LabelSets, pairs: readonly Pair[]) {
  return names.map((label, i) => {
    const [plus, minus] = [positives[i]!, negatives[i]!];
    const n = plus + minus;
    return {
      label,
      positives: plus,
      negatives: minus,
      ratio: plus > 0 ? minus / plus : null,
      tau: n > 0 ? Math.min(plus, minus) / n : 0,
      weight: pairs[i]!.positive,
      negativeWeight: pairs[i]!.negative,
    };
  });
}

function remarks({ names, positives, negatives }: LabelSets): string[] {
  const of = (test: (plus: number, minus: number) => boolean) =>
    names.filter((_, i) => test(positives[i]!, negatives[i]!));
  const still = of((plus, minus) => plus === 0 || minus === 0);
  const rare = of((plus, minus) => {
    const least = Math.min(plus, minus);
    return least > 0 && least / (plus + minus) < 0.01;
  });
  const steep = of((plus, minus) => plus > 0 && minus / plus > 20);
  return [
    ...(still.length
      ? [
          t`${listed(still.map(quoted))} ${still.length === 1 ? t('is') : t('are')} in no row or in every row, and ${still.length === 1 ? t('weighs') : t('weigh')} 1.`,
        ]
      : []),
    ...(rare.length
      ? [
          t`${many(rare.length, 'label')} of fewer than 1% of the rows: ${listed(rare.map(quoted))}. A pairwise loss is steadier than large weights.`,
        ]
      : []),
    ...(steep.length
      ? [
          t`More than 20 negatives per positive in ${listed(steep.map(quoted))}: an asymmetric or Dice loss is an alternative.`,
        ]
      : []),
  ];
}
