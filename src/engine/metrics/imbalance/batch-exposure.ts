import type { Metric } from '../../metric';
import {
  missShuffled,
  missWithReplacement,
  smallestShuffled,
  smallestWithReplacement,
} from '../../statistics/batches';
import { listed, percent, quoted } from '../../words';
import { alertsOf, rowsOfCodes, type AlertDraft } from '../alerts';
import { pickedClasses, rarestFirst, type PickedClasses } from './parts/picked-classes';
import { TICK_ROWS } from '../../ticks';
import { t } from '../../language';

/** How often a training batch holds a class at all. */
export interface BatchExposure {
  readonly column: string;
  readonly rows: number;
  readonly batchSize: number;
  readonly classCount: number;
  /** Rarest first, at most 50. */
  readonly classes: readonly ExposedClass[];
  /** Of the three rarest classes: points (rows per batch, chance of none) in a shuffled epoch. */
  readonly curves: readonly {
    readonly value: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
}

/** One class in batches. */
export interface ExposedClass {
  readonly value: string;
  readonly count: number;
  /** Rows of it in a batch, on average. */
  readonly expected: number;
  /** Chance that a batch holds none: drawn without replacement, and with. */
  readonly noneShuffled: number;
  readonly noneWithReplacement: number;
  /** Rows per batch from which that chance is at most 5 %. */
  readonly smallestBatchShuffled: number;
  readonly smallestBatchWithReplacement: number;
}

const LISTED = 50;
const CURVES = 3;
const POINTS = 60;
/** Chance of a batch without the class from which it is said, and share of an even split below which a class is rare. */
const OFTEN = 0.05;
const RARE = 0.5;

/** How often a training batch contains the rare classes. */
export const batchExposure: Metric<BatchExposure> = {
  id: 'batch-exposure',
  family: 'imbalance',
  title: 'Batch exposure',
  summary: 'How often a training batch contains a row of the rare classes at all.',
  cites: [
    'Francazi, Baity-Jesi, Lucchi 2023: A theoretical analysis of the learning dynamics under class imbalance',
  ],
  needs: { optional: ['label'] },
  params: [
    {
      kind: 'number',
      id: 'batchSize',
      title: 'Batch Size',
      summary: 'Rows per training batch.',
      default: 32,
      min: 1,
      integer: true,
    },
    {
      kind: 'column',
      id: 'column',
      title: 'Column',
      summary: 'Column whose values are counted; the label when not set.',
      default: null,
      role: 'label',
      advanced: true,
    },
  ],
  measure(table, values, context) {
    const picked = pickedClasses(table, values['column']!, context);
    if ('reason' in picked) return { applicable: false, reason: picked.reason };
    const { classes, column, rows } = picked;
    if (classes.codes.length < 2) {
      return { applicable: false, reason: t('There is one class: every batch holds it.') };
    }
    const batchSize = values['batchSize'] as number;
    const order = rarestFirst(classes);
    const exposed = order.slice(0, LISTED).map((i): ExposedClass => {
      const count = classes.counts[i]!;
      return {
        value: classes.values[i]!,
        count,
        expected: (Math.min(batchSize, rows) * count) / rows,
        noneShuffled: missShuffled(rows, count, batchSize),
        noneWithReplacement: missWithReplacement(rows, count, batchSize),
        smallestBatchShuffled: smallestShuffled(rows, count),
        smallestBatchWithReplacement: smallestWithReplacement(rows, count),
      };
    });
    const numbers: BatchExposure = {
      column: column.name,
      rows,
      batchSize,
      classCount: classes.codes.length,
      classes: exposed,
      curves: curvesOf(exposed, rows, batchSize),
    };
    const missed = order.filter((i, done) => {
      if (done % TICK_ROWS === 0) context.tick(done, order.length);
      return isMissed(picked, i, batchSize);
    });
    const codes = missed.map((i) => classes.codes[i]!);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [alertOf(picked, missed, batchSize)]),
      evidence:
        missed.length > 0
          ? {
              missed: {
                rows: rowsOfCodes(column.codes, codes, context.tick),
                columns: [column.index],
                reason: t`Rows of ${listed(missed.map((i) => quoted(classes.values[i]!)))}.`,
              },
            }
          : {},
    };
  },
};

/** A class that is rare, and not merely one of many, and that many batches lack. */
function isMissed({ classes, rows }: PickedClasses, i: number, batchSize: number): boolean {
  const share = classes.counts[i]! / rows;
  return (
    share < RARE / classes.codes.length && missShuffled(rows, classes.counts[i]!, batchSize) > OFTEN
  );
}

function alertOf(
  { classes, rows, column }: PickedClasses,
  missed: readonly number[],
  batchSize: number,
): AlertDraft | undefined {
  const rarest = missed[0];
  if (rarest === undefined) return undefined;
  const count = classes.counts[rarest]!;
  const none = missShuffled(rows, count, batchSize);
  const expected = (Math.min(batchSize, rows) * count) / rows;
  const name = quoted(classes.values[rarest]!);
  const needed = smallestShuffled(rows, count);
  return {
    code: 'batches-without-class',
    severity: expected < 1 ? 'warning' : 'info',
    title: t`${percent(none)} of batches of ${String(batchSize)} hold no row of ${name}`,
    message: t`${missed.length > 1 ? t`Likewise for ${listed(missed.slice(1).map((i) => quoted(classes.values[i]!)))}. ` : ''}Weights in the loss then act rarely and noisily. Repeat such rows, draw batches by class, or use at least ${String(needed)} rows per batch.`,
    columns: [column.index],
    value: none,
    threshold: OFTEN,
    rowCount: missed.reduce((sum, i) => sum + classes.counts[i]!, 0),
    evidence: 'missed',
    remedies: [
      { method: 'random-oversample', why: t('Repeats rare rows, so that batches hold them.') },
      { method: 'batch-plan', why: t('Draws each batch with rows of every class.') },
    ],
  };
}

/** From one row to a power of two at which the curve of the rarest class has come down. */
function curvesOf(
  exposed: readonly ExposedClass[],
  rows: number,
  batchSize: number,
): BatchExposure['curves'] {
  const needed = Math.max(batchSize, exposed[0]!.smallestBatchShuffled);
  const most = Math.min(
    rows,
    Math.min(8192, Math.max(64, 2 ** Math.ceil(Math.log2(needed * 1.3)))),
  );
  const step = Math.max(1, Math.floor(most / POINTS));
  const sizes = Array.from({ length: Math.floor((most - 1) / step) + 1 }, (_, i) => 1 + i * step);
  if (sizes.at(-1) !== most) sizes.push(most);
  return exposed.slice(0, CURVES).map(({ value, count }) => ({
    value,
    points: sizes.map((size) => [size, missShuffled(rows, count, size)] as const),
  }));
}
