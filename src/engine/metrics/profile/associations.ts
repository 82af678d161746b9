import type { Metric, MetricContext } from '../../metric';
import type { Table } from '../../table/table';
import { count } from '../../words';
import { alertsOf } from '../alerts';
import { isCertain, tieTo } from '../fairness/parts/label-ties';
import { labelIfAny } from '../label';
import { associationAlerts } from './parts/association-alerts';
import { basesOf } from './parts/association-bases';
import { pairsOf, type Pair } from './parts/association-pairs';
import { isGrouped, orderedLabel } from './parts/label-runs';
import { labelScores, type LabelScores } from './parts/label-scores';
import { t } from '../../language';

/** Which columns say the same, and which one gives the label away. */
export interface Associations {
  /** Rows the figures rest on, and rows of the file. */
  readonly rows: number;
  /** Rows from the beginning of the file on which figures of columns rest whose cells are not held; absent without such. */
  readonly firstRows?: number;
  readonly of: number;
  readonly columns: readonly {
    readonly column: number;
    readonly name: string;
    readonly kind: 'numbers' | 'categories';
  }[];
  /** Columns left out beyond the first 200. */
  readonly leftOut: number;
  /** Strongest first, at most 50. */
  readonly pairs: readonly Pair[];
  /** Strength of pairs, row-major over `order` (column indices, alike ones beside each other; at most 30). */
  readonly matrix: {
    readonly order: readonly number[];
    readonly strengths: readonly (number | null)[];
  };
  /** How well each column alone predicts the label; null without a label. */
  readonly label: LabelScores | null;
}

/** Columns that are compared, and cells of all pairs that are looked at. */
const MOST_COLUMNS = 200;
const WORK = 20_000_000;
const FEWEST_ROWS = 30;
const SMALLEST_SAMPLE = 2000;
const LARGEST_SAMPLE = 5000;
/** Roles whose columns are neither compared nor scored. */
const APART = new Set([
  'label',
  'ignored',
  'weight',
  'split',
  'prediction',
  'score',
  'loss',
  'embedding',
  'id',
]);

/** Which columns say the same thing, and which one gives the label away. */
export const associations: Metric<Associations> = {
  id: 'associations',
  family: 'profile',
  title: 'Associations',
  summary: 'Which columns say the same thing, and which one alone gives the label away.',
  cites: [
    'Bergsma 2013: A bias-correction for Cramer V and Tschuprow T',
    'Theil 1970: On the estimation of relationships involving qualitative variables',
    'Spearman 1904: The proof and measurement of association between two things',
    'Deepchecks, ppscore: predictive power of a single column',
  ],
  needs: { optional: ['label', 'id'] },
  params: [
    {
      kind: 'number',
      id: 'givesAway',
      title: 'Gives Away',
      summary: 'Score of a single column from which it is said to give the label away.',
      default: 0.8,
      min: 0,
      max: 1,
    },
    {
      kind: 'number',
      id: 'redundant',
      title: 'Redundant',
      summary: 'Strength of a pair of columns from which one of them is redundant.',
      default: 0.9,
      min: 0,
      max: 1,
    },
  ],
  measure(table, values, context) {
    const all = comparable(table, context);
    const compared = all.slice(0, MOST_COLUMNS);
    const ids = context.roles.flatMap((role, index) =>
      role === 'id' && holdsValues(index, context) ? [index] : [],
    );
    if (compared.length + ids.length === 0) {
      return { applicable: false, reason: t('No column holds numbers or categories to compare.') };
    }
    if (table.rowCount < FEWEST_ROWS) {
      return {
        applicable: false,
        reason: t`Fewer than ${String(FEWEST_ROWS)} rows tell too little about columns.`,
      };
    }
    const size = sampleSize(compared.length);
    const bases = basesOf(table, compared, ids, size, context);
    const found = pairsOf(bases, compared, context);
    const label = labelScores(table, bases, context);
    const [spread, first] = bases;
    const numbers: Associations = {
      rows: spread!.sample.rows.length,
      ...(first && { firstRows: first.sample.rows.length }),
      of: table.rowCount,
      columns: compared.map((index) => ({
        column: index,
        name: table.columns[index]!.name,
        kind: context.profiles[index]!.semantic === 'numeric' ? 'numbers' : 'categories',
      })),
      leftOut: all.length - compared.length,
      pairs: found.pairs,
      matrix: found.matrix,
      label,
    };
    const drafts = associationAlerts(found, label, {
      givesAway: values['givesAway'] as number,
      redundant: values['redundant'] as number,
      basis: basisOf(numbers),
      isGrouped: () => isGroupedByLabel(table, context),
      isTie(index) {
        const tie = tieTo(table, index, labelIfAny(table, context), context);
        return tie !== undefined && !isCertain(tie);
      },
    });
    return { applicable: true, numbers, alerts: alertsOf(this.id, drafts), evidence: {} };
  },
};

function isGroupedByLabel(table: Table, context: MetricContext): boolean {
  const label = labelIfAny(table, context);
  return label ? isGrouped(orderedLabel(table, label.column, label.classes, context).runs) : false;
}

/** Columns of numbers and of categories that may be features. */
function comparable(table: Table, context: MetricContext): number[] {
  return table.columns.flatMap(({ index }) =>
    APART.has(context.roles[index]!) || !holdsValues(index, context) ? [] : [index],
  );
}

function holdsValues(index: number, { profiles, roles }: MetricContext): boolean {
  const { semantic, distinct, type } = profiles[index]!;
  if (roles[index] === 'id') return type === 'integer' || type === 'float';
  return distinct > 1 && (semantic === 'numeric' || semantic === 'categorical');
}

/** Fewer rows where there are many pairs, so that wide files cost no more than long ones. */
function sampleSize(columns: number): number {
  const pairs = Math.max(1, (columns * (columns - 1)) / 2);
  return Math.max(SMALLEST_SAMPLE, Math.min(LARGEST_SAMPLE, Math.floor(WORK / pairs)));
}

/** What the findings rest on, as a sentence; '' for all rows. */
function basisOf({ rows, of, firstRows }: Associations): string {
  const parts = [
    ...(rows < of ? [t`${count(rows)} of ${count(of)} rows`] : []),
    ...(firstRows !== undefined && firstRows < of
      ? [t`columns of many values by the first ${count(firstRows)}`]
      : []),
  ];
  if (parts.length === 0) return '';
  return t` Judged ${rows < of ? t('by ') : ''}${parts.join(', ')}.`;
}
