import type { Evidence, Metric, MetricContext } from '../../metric';
import { EngineError } from '../../problems';
import { columnsWith, columnWith } from '../../roles/roles';
import { findColumn, type Table } from '../../table/table';
import { alertsOf } from '../alerts';
import { labelOf } from '../label';
import { crossing, THIN, type Crossing } from './parts/crossing';
import { crossingAlerts } from './parts/crossing-alerts';
import { t } from '../../language';

/** Counts in the crossing of two or three columns. */
export interface IntersectionEntry {
  readonly columns: readonly number[];
  readonly names: readonly string[];
  /** Levels per column, in the order of the table's axes; at most 50 and then `other`. */
  readonly levels: readonly (readonly string[])[];
  /** Row-major over `levels`. */
  readonly counts: readonly number[];
  readonly expected: readonly number[];
  readonly pearsonResiduals: readonly number[];
  readonly emptyCells: number;
  readonly emptyCellsWithExpected30: number;
  readonly cellsBelow30: number;
  readonly smallestCell: { readonly levels: readonly string[]; readonly count: number } | null;
  /** Share of value pairs with expected >= 5 that never occur. */
  readonly combinationGap: number;
  /** Share of rows in cells below 30. */
  readonly fragmentation: number;
}

/** One entry per crossing; by default the label with each group and domain column. */
export interface IntersectionImbalance {
  readonly crossings: readonly IntersectionEntry[];
}

/** Crossings measured by default, and levels above which a column is no axis. */
const CROSSINGS = 20;
const MOST_LEVELS = 1000;

/** Counts in the crossings of columns, with the empty and the thin cells. */
export const intersectionImbalance: Metric<IntersectionImbalance> = {
  id: 'intersection-imbalance',
  family: 'imbalance',
  title: 'Intersections',
  summary:
    'Rows in each combination of two or three columns, by default the label with each group.',
  cites: [
    'Pearson 1900: residuals against independence',
    'Kearns et al. 2018: Preventing fairness gerrymandering',
  ],
  needs: { optional: ['label', 'group', 'domain'] },
  params: [
    {
      kind: 'columns',
      id: 'columns',
      title: 'Columns',
      summary: 'Two or three columns to cross; empty crosses the label with each group and domain.',
      default: [],
    },
  ],
  measure(table, values, context) {
    const wanted = crossingsOf(table, values['columns'] as readonly string[], context);
    if (typeof wanted === 'string') return { applicable: false, reason: wanted };
    const crossings = wanted.map((columns) => crossing(table, columns, context));
    const label = columnWith(context.roles, 'label');
    const thin = thinRows(crossings, table, context);
    return {
      applicable: true,
      numbers: { crossings: crossings.map(({ entry }) => entry) },
      alerts: alertsOf(
        this.id,
        crossingAlerts(
          crossings.map(({ entry }) => entry),
          label,
        ),
      ),
      evidence: thin ? { thin } : {},
    };
  },
};

/** Which columns to cross; a sentence when there is nothing to cross. @throws EngineError for columns that are not there */
function crossingsOf(
  table: Table,
  chosen: readonly string[],
  context: MetricContext,
): number[][] | string {
  if (chosen.length > 0) {
    const columns = chosen.map((name) => findColumn(table.columns, name));
    if (columns.includes(-1)) {
      const name = chosen[columns.indexOf(-1)]!;
      throw new EngineError('unknown-column', t`There is no column '${name}' to cross.`);
    }
    if (new Set(columns).size !== columns.length || columns.length < 2 || columns.length > 3) {
      throw new EngineError('bad-parameter', t('Choose two or three different columns to cross.'));
    }
    return columns.some((index) => context.profiles[index]!.distinct === 0)
      ? t('One of the columns to cross is empty.')
      : [columns];
  }
  const groups = [...columnsWith(context.roles, 'group'), ...columnsWith(context.roles, 'domain')];
  if (groups.length === 0) return t('No column has the role group or domain.');
  const label = labelOf(table, context);
  if ('reason' in label) return label.reason;
  const crossed = groups
    .sort((a, b) => a - b)
    .filter((index) => {
      const { distinct } = context.profiles[index]!;
      return distinct > 0 && distinct <= MOST_LEVELS;
    })
    .slice(0, CROSSINGS)
    .map((index) => [label.column.index, index]);
  return crossed.length > 0 ? crossed : t('No group has between 1 and 1,000 levels.');
}

/** Rows in cells that have fewer than 30. */
function thinRows(
  crossings: readonly Crossing[],
  table: Table,
  { tick }: MetricContext,
): Evidence | undefined {
  const thin = crossings.filter(({ entry }) =>
    entry.counts.some((count) => count > 0 && count < THIN),
  );
  if (thin.length === 0) return undefined;
  const rows: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (row % 8192 === 0) tick(row, table.rowCount);
    const isThin = thin.some(({ entry, cellOf }) => {
      const cell = cellOf(row);
      return cell >= 0 && entry.counts[cell]! < THIN;
    });
    if (isThin) rows.push(row);
  }
  return {
    rows: Uint32Array.from(rows),
    columns: [...new Set(thin.flatMap(({ entry }) => entry.columns))],
    reason: t('Rows of combinations with fewer than 30 rows.'),
  };
}
