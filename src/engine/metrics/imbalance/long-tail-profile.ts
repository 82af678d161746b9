import type { Metric } from '../../metric';
import { entropy, gini, inverseSimpson } from '../../statistics/evenness';
import { sumOf } from '../../statistics/sum';
import { chao1, covering, knee, powerLaw, type PowerLaw } from '../../statistics/tails';
import { count, many, percent, quoted } from '../../words';
import { alertsOf, rowsOfCodes, type AlertDraft } from '../alerts';
import { pickedClasses, rarestFirst, type PickedClasses } from './parts/picked-classes';
import { t } from '../../language';

/** Head, middle and tail of the values of one column. */
export interface LongTailProfile {
  readonly column: string;
  readonly rows: number;
  readonly classCount: number;
  /** Classes with more than 100 rows, with 20 to 100, with fewer than 20; then the rows in them. */
  readonly many: number;
  readonly medium: number;
  readonly few: number;
  readonly rowsMany: number;
  readonly rowsMedium: number;
  readonly rowsFew: number;
  /** Least number of classes that hold 50, 80 and 95 % of rows. */
  readonly cover50: number;
  readonly cover80: number;
  readonly cover95: number;
  /** Hill numbers of order 0, 1 and 2: classes, exp(entropy), inverse Simpson. */
  readonly hill: readonly [number, number, number];
  readonly gini: number;
  /** Shares of classes and of rows that are the only row of their class. */
  readonly singletonClasses: number;
  readonly singletonRows: number;
  /** Good and Turing: chance that the next row is of a class not seen here. */
  readonly missingMass: number;
  /** Chao's estimate of all classes there are. */
  readonly chao1: number;
  /** A power law through the counts; null for fewer than ten. */
  readonly powerLaw: PowerLaw | null;
  /** Where the cumulative curve bends most. */
  readonly knee: { readonly classes: number; readonly share: number };
  /** Rank and rows, most frequent first, thinned to at most 200 points. */
  readonly ranks: readonly (readonly [number, number])[];
  /** Classes with fewer than 20 rows, rarest first, at most 50. */
  readonly tail: readonly { readonly value: string; readonly count: number }[];
}

/** More rows than this are many, fewer than this few (Liu et al. 2019). */
const MANY = 100;
const FEW = 20;
/** Share of few-shot classes, and number of classes, from which it is said. */
const TAIL = 0.3;
const TAIL_CLASSES = 5;
/** A head worth capping: this share of rows in this share of classes, from this many classes on. */
const HEAD_ROWS = 0.8;
const HEAD_CLASSES = 0.05;
const ENOUGH_CLASSES = 20;
const UNSEEN = 0.05;
const POINTS = 200;
const LISTED = 50;

/** Head, middle and tail of the classes. */
export const longTailProfile: Metric<LongTailProfile> = {
  id: 'long-tail-profile',
  family: 'imbalance',
  title: 'Long tail',
  summary: 'Head, middle and tail of the label or of any column of categories, clusters or keys.',
  cites: [
    'Liu et al. 2019: Large-scale long-tailed recognition in an open world (many, medium, few)',
    'Hill 1973: Diversity and evenness',
    'Good 1953: The population frequencies of species',
    'Chao 1984: Nonparametric estimation of the number of classes',
    'Clauset, Shalizi, Newman 2009: Power-law distributions in empirical data',
  ],
  needs: { optional: ['label'] },
  params: [
    {
      kind: 'column',
      id: 'column',
      title: 'Column',
      summary: 'Column whose values are counted; the label when not set.',
      default: null,
      role: 'label',
    },
  ],
  measure(table, values, context) {
    const picked = pickedClasses(table, values['column']!, context);
    if ('reason' in picked) return { applicable: false, reason: picked.reason };
    const { classes, column, rows } = picked;
    if (classes.codes.length < 2) {
      return { applicable: false, reason: t('There is one class: it has no tail.') };
    }
    context.tick(1, 4);
    const order = rarestFirst(classes);
    context.tick(2, 4);
    const numbers = profileOf(picked, order, () => {
      context.tick(2, 4);
    });
    context.tick(3, 4);
    const few = order.filter((i) => classes.counts[i]! < FEW).map((i) => classes.codes[i]!);
    const alerts = alertsOf(this.id, [
      tailAlert(numbers, column.index),
      ...notes(numbers, column.index),
    ]);
    return {
      applicable: true,
      numbers,
      alerts,
      evidence: alerts.some(({ evidence }) => evidence === 'few')
        ? {
            few: {
              rows: rowsOfCodes(column.codes, few, context.tick),
              columns: [column.index],
              reason: t`Rows of classes with fewer than ${String(FEW)} of ${count(rows)} rows.`,
            },
          }
        : {},
    };
  },
};

function profileOf(
  { classes, column, rows }: PickedClasses,
  order: readonly number[],
  tick: () => void,
): LongTailProfile {
  const heard = <T>(value: T): T => {
    tick();
    return value;
  };
  const { counts, values } = classes;
  const sorted = order.map((i) => counts[i]!).reverse();
  const band = (passes: (rows: number) => boolean) => {
    const within = sorted.filter(passes);
    return { classes: within.length, rows: sumOf(within.length, (i) => within[i]!) };
  };
  const head = band((c) => c > MANY);
  const middle = band((c) => c >= FEW && c <= MANY);
  const tail = band((c) => c < FEW);
  const once = heard(band((c) => c === 1).classes);
  return {
    column: column.name,
    rows,
    classCount: sorted.length,
    many: head.classes,
    medium: middle.classes,
    few: tail.classes,
    rowsMany: head.rows,
    rowsMedium: middle.rows,
    rowsFew: tail.rows,
    cover50: covering(sorted, 0.5),
    cover80: covering(sorted, 0.8),
    cover95: covering(sorted, 0.95),
    hill: [sorted.length, heard(Math.exp(entropy(sorted))), inverseSimpson(sorted)],
    gini: heard(gini(sorted)),
    singletonClasses: once / sorted.length,
    singletonRows: once / rows,
    missingMass: once / rows,
    chao1: chao1(sorted),
    powerLaw: heard(powerLaw(sorted)),
    knee: knee(sorted),
    ranks: thinned(sorted),
    tail: order
      .slice(0, LISTED)
      .filter((i) => counts[i]! < FEW)
      .map((i) => ({ value: values[i]!, count: counts[i]! })),
  };
}

/** Ranks in even steps of their logarithm, first and last included. */
function thinned(sorted: readonly number[]): [number, number][] {
  const steps = Math.min(POINTS, sorted.length) - 1;
  const ranks = new Set(
    Array.from({ length: steps + 1 }, (_, i) =>
      Math.round(sorted.length ** (i / Math.max(1, steps))),
    ),
  );
  return [...ranks].map((rank) => [rank, sorted[rank - 1]!]);
}

function tailAlert(numbers: LongTailProfile, column: number): AlertDraft | undefined {
  const share = numbers.few / numbers.classCount;
  if (numbers.classCount < TAIL_CLASSES || share < TAIL) return undefined;
  return {
    code: 'few-shot-classes',
    severity: 'info',
    title: t`${count(numbers.few)} of ${many(numbers.classCount, 'class', 'classes')} have fewer than ${String(FEW)} rows`,
    message: t`They hold ${percent(numbers.rowsFew / numbers.rows)} of rows. Report scores for head, middle and tail apart, and keep the tail when rows are removed.`,
    columns: [column],
    value: share,
    threshold: TAIL,
    rowCount: numbers.rowsFew,
    evidence: 'few',
    remedies: [
      { method: 'class-weights', why: t('Gives rare classes more weight, capped.') },
      { method: 'collection-plan', why: t('More rows of the classes in the tail.') },
    ],
  };
}

function notes(numbers: LongTailProfile, column: number): (AlertDraft | undefined)[] {
  const { knee: bend, classCount, missingMass } = numbers;
  const steep =
    classCount >= ENOUGH_CLASSES &&
    bend.share > HEAD_ROWS &&
    bend.classes / classCount < HEAD_CLASSES;
  return [
    steep
      ? {
          code: 'steep-head',
          severity: 'info',
          title: t`${percent(bend.share)} of rows are in ${many(bend.classes, 'class', 'classes')} of ${count(classCount)}`,
          message: t`The head of ${quoted(numbers.column)} outweighs the rest: cap the rows per class, so that the tail is seen.`,
          columns: [column],
          value: bend.share,
          threshold: HEAD_ROWS,
          remedies: [{ method: 'cap-per-group', why: t('At most so many rows per class.') }],
        }
      : undefined,
    missingMass > UNSEEN
      ? {
          code: 'unseen-classes',
          severity: 'info',
          title: t`About 1 new row in ${count(Math.max(1, 1 / missingMass))} would be of a class never seen here`,
          message: t`So many values of ${quoted(numbers.column)} occur once that more must exist: leave room for unknown classes.`,
          columns: [column],
          value: missingMass,
          threshold: UNSEEN,
        }
      : undefined,
  ];
}
