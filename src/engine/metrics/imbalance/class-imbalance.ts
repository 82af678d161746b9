import type { Metric, MetricContext } from '../../metric';
import { columnWith } from '../../roles/roles';
import { extremes, largestInOrder } from '../../statistics/extremes';
import { wilson } from '../../statistics/wilson';
import type { Table } from '../../table/table';
import { listed, quoted } from '../../words';
import { alertsOf, rowsOfCodes } from '../alerts';
import { labelOf, type Label } from '../label';
import { oneClass, rareAlert, rareClasses } from './parts/class-alerts';
import { classFigures } from './parts/class-figures';
import { t } from '../../language';

/** How unequal the classes are. All logarithms are natural. */
export interface ClassImbalance {
  readonly label: string;
  readonly rows: number;
  readonly missingLabels: number;
  /** In class order: numeric if all labels are numbers, else by code point. At most 1,000; the rest are counted. */
  readonly classes: readonly {
    readonly value: string;
    readonly count: number;
    readonly share: number;
    /** Wilson 95 % interval of the share. */
    readonly low: number;
    readonly high: number;
    /** Sum of weights, when a weight column is set. */
    readonly weight?: number;
    /** Rows per split value, when a split column is set. */
    readonly bySplit?: Readonly<Record<string, number>>;
  }[];
  readonly classCount: number;
  readonly imbalanceRatio: number;
  readonly minorityShare: number;
  readonly shape: 'balanced' | 'step' | 'linear' | 'long-tailed' | null;
  readonly entropy: number;
  readonly normalizedEntropy: number;
  readonly imbalanceScore: number;
  readonly effectiveClasses: number;
  readonly inverseSimpson: number;
  readonly gini: number;
  readonly giniMax: number;
  readonly totalVariationToUniform: number;
  readonly lrid: number;
  readonly majorityAccuracy: number;
  readonly rarestShare: number;
  readonly rareThreshold: number;
  readonly rareFires: boolean;
  readonly singletonClasses: number;
  /** Weighted shares' ratio, when a weight column is set. */
  readonly weightedImbalanceRatio?: number;
  /** Points of the Lorenz curve, classes rarest first, from (0,0) to (1,1), at most 101. */
  readonly lorenz: readonly (readonly [number, number])[];
}

/** Classes listed in the result, and values of a split column that are counted apart. */
const LISTED = 1000;
const SPLITS = 20;

/** How unequal the classes of the label are, and which are rare. */
export const classImbalance: Metric<ClassImbalance> = {
  id: 'class-imbalance',
  family: 'imbalance',
  title: 'Class imbalance',
  summary: 'How unequal the classes are, which are rare, and whether that is likely to matter.',
  cites: [
    'Buda, Maki, Mazurowski 2018: A systematic study of the class imbalance problem in convolutional neural networks',
    'Zhu, Guo, Xue 2020: Adjusting the imbalance ratio by the dimensionality of imbalanced data (LRID)',
    'cleanlab Datalab: class imbalance below a tenth of an even share',
  ],
  needs: { required: ['label'], optional: ['weight', 'split'] },
  params: [
    {
      kind: 'number',
      id: 'rareFactor',
      title: 'Rare Below',
      summary: 'A class is rare below this part of an even share.',
      default: 0.1,
      min: 0,
      max: 1,
    },
    {
      kind: 'number',
      id: 'fewRows',
      title: 'Too Few Rows',
      summary: 'A class with fewer rows than this cannot be split or interpolated.',
      default: 10,
      min: 1,
      integer: true,
    },
  ],
  measure(table, values, context) {
    const label = labelOf(table, context);
    if ('reason' in label) return { applicable: false, reason: label.reason };
    const { classes } = label;
    const rows = table.rowCount - classes.missing;
    const figures = classFigures(classes.counts, values['rareFactor'] as number, () => {
      context.tick(0, 4);
    });
    context.tick(1, 4);
    const weights = weightSums(label, table, context);
    const numbers: ClassImbalance = {
      label: label.name,
      rows,
      missingLabels: classes.missing,
      classes: entries(label, rows, weights, table, context),
      classCount: classes.codes.length,
      ...figures,
      ...weightedRatio(weights),
    };
    context.tick(2, 4);
    if (classes.codes.length === 1) {
      return {
        applicable: true,
        numbers,
        alerts: alertsOf(this.id, [oneClass(label)]),
        evidence: {},
      };
    }
    const rare = rareClasses(label, rows, figures, values['fewRows'] as number);
    const alert = rareAlert(label, rows, figures, rare, values['fewRows'] as number, context);
    const codes = rare.map((i) => classes.codes[i]!);
    context.tick(3, 4);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [alert]),
      evidence: alert
        ? {
            rare: {
              rows: rowsOfCodes(label.column.codes, codes, context.tick),
              columns: [label.column.index],
              reason: t`Rows of ${listed(rare.map((i) => quoted(classes.values[i]!)))}.`,
            },
          }
        : {},
    };
  },
};

/** One entry per class in class order; beyond 1,000 the largest are kept. */
function entries(
  label: Label,
  rows: number,
  weights: Float64Array | undefined,
  table: Table,
  context: MetricContext,
): ClassImbalance['classes'] {
  const { values, counts } = label.classes;
  const splits = splitCounts(label, table, context);
  return largestInOrder(counts, LISTED).map((i) => ({
    value: values[i]!,
    count: counts[i]!,
    share: counts[i]! / rows,
    ...wilson(counts[i]!, rows),
    ...(weights ? { weight: weights[i]! } : {}),
    ...(splits ? { bySplit: Object.fromEntries(splits[i]!) } : {}),
  }));
}

/** Sum of weights per class; rows with a negative or unreadable weight are left out. */
function weightSums(label: Label, table: Table, context: MetricContext): Float64Array | undefined {
  const index = columnWith(context.roles, 'weight');
  const numbers = index === undefined ? undefined : context.profiles[index]!.numbers;
  if (index === undefined || !numbers) return undefined;
  const { codes } = table.columns[index]!;
  const sums = new Float64Array(label.classes.codes.length);
  label.column.codes.forEach((code, row) => {
    if (row % 8192 === 0) context.tick(row, table.rowCount);
    const of = label.classes.indexOf[code]!;
    const weight = numbers[codes[row]!]!;
    if (of >= 0 && weight >= 0 && Number.isFinite(weight)) sums[of]! += weight;
  });
  return sums;
}

/** Largest sum of weights over smallest; nothing without weights or when a class weighs nothing. */
function weightedRatio(sums: Float64Array | undefined): { weightedImbalanceRatio?: number } {
  if (!sums) return {};
  const { rarest, largest } = extremes(sums);
  return sums[rarest]! > 0 ? { weightedImbalanceRatio: sums[largest]! / sums[rarest]! } : {};
}

/** Rows per class and value of the split column. */
function splitCounts(
  label: Label,
  table: Table,
  context: MetricContext,
): Map<string, number>[] | undefined {
  const index = columnWith(context.roles, 'split');
  if (index === undefined || context.profiles[index]!.distinct > SPLITS) return undefined;
  const { codes, dictionary } = table.columns[index]!;
  const counts = label.classes.values.map(() => new Map<string, number>());
  label.column.codes.forEach((code, row) => {
    if (row % 8192 === 0) context.tick(row, table.rowCount);
    const of = counts[label.classes.indexOf[code]!];
    const split = dictionary.text(codes[row]!);
    of?.set(split, (of.get(split) ?? 0) + 1);
  });
  return counts;
}
