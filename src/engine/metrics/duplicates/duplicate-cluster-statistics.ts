import type { RowClusters } from '../../kernels/row-clusters';
import type { Metric, MetricContext } from '../../metric';
import { columnNamed } from '../../methods/columns';
import { mostFrequent } from '../../statistics/extremes';
import { hillNumbers } from '../../statistics/hill-numbers';
import type { Table } from '../../table/table';
import { read } from '../../params/values';
import { count, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { namesOfSets, type NamesOfSets } from './parts/names-of-sets';
import { SETS_COLUMN, setsOfRows } from './parts/sets-of-rows';
import { t } from '../../language';

/** Sets of rows, whatever made them sets. A row without a partner is a set of its own. */
export interface DuplicateClusterStatistics {
  /** The column of the sets; null: equal rows. */
  readonly column: string | null;
  readonly rows: number;
  readonly clusters: number;
  readonly meanSize: number;
  /** Pairs of rows in one set. */
  readonly pairs: number;
  /** Share of rows in sets of two or more. */
  readonly matchingRate: number;
  readonly largest: number;
  /** Hill numbers of the sizes: how many sizes there are, by how often each occurs. */
  readonly hillSizes: readonly [number, number, number];
  /** Hill numbers of the rows: how many rows would be as varied, if all were different. */
  readonly hillRows: readonly [number, number, number];
  /** Sets by their number of rows, ascending; the last entry may stand for all larger ones. */
  readonly sizes: readonly { readonly size: number; readonly sets: number }[];
  /** Of a column of names; absent without one. */
  readonly names?: NamesOfSets;
}

/** Share of rows in one set from which the set is doubted. */
const DOUBTFUL = 0.1;
/** Sizes that are listed one by one. */
const LISTED = 100;

/** A summary of sets of rows that needs no truth. */
export const duplicateClusterStatistics: Metric<DuplicateClusterStatistics> = {
  id: 'duplicate-cluster-statistics',
  family: 'duplicates',
  title: 'Sets of rows',
  summary: 'How many sets of rows there are, how large they are, and how many rows truly differ.',
  cites: [
    'Binette et al. 2024: How to evaluate entity resolution systems',
    'Hill 1973: Diversity and evenness',
  ],
  needs: { optional: ['id'] },
  params: [
    SETS_COLUMN,
    {
      kind: 'column',
      id: 'name',
      title: 'Names',
      summary: 'Column of names: how many sets share one, and how many have several.',
      default: null,
    },
  ],
  measure(table, values, context) {
    const found = setsOfRows(table, values, context);
    if (!found) {
      return {
        applicable: false,
        reason: t('Every column is an id: there is nothing to compare.'),
      };
    }
    const { clusters, column } = found;
    if (clusters.count === 0)
      return { applicable: false, reason: t('No two rows are of one set.') };
    const numbers: DuplicateClusterStatistics = {
      column: column === null ? null : table.columns[column]!.name,
      ...statisticsOf(clusters.sizes(), table.rowCount - clusters.members.length),
      ...namesIn(table, read.textOrNull(values, 'name'), clusters, context),
    };
    const evidence = {
      largest: {
        rows: largestOf(clusters).slice(),
        columns: column === null ? [] : [column],
        reason: t('The rows of the largest set.'),
      },
    };
    return { applicable: true, numbers, alerts: alertsOf(this.id, [chained(numbers)]), evidence };
  },
};

/** Figures of sets by their sizes, of two or more rows, and the number of rows that are alone. */
export function statisticsOf(
  sizes: Uint32Array,
  alone: number,
): Omit<DuplicateClusterStatistics, 'column' | 'names'> {
  const bySize = new Map<number, number>(alone > 0 ? [[1, alone]] : []);
  for (const size of sizes) bySize.set(size, (bySize.get(size) ?? 0) + 1);
  const ordered = [...bySize].sort(([a], [b]) => a - b);
  const sumOver = (of: (size: number, sets: number) => number) =>
    ordered.reduce((sum, [size, sets]) => sum + of(size, sets), 0);
  const rows = sumOver((size, sets) => size * sets);
  const clusters = sizes.length + alone;
  return {
    rows,
    clusters,
    meanSize: rows / clusters,
    pairs: sumOver((size, sets) => (sets * size * (size - 1)) / 2),
    matchingRate: 1 - alone / rows,
    largest: ordered.at(-1)?.[0] ?? 0,
    hillSizes: hillNumbers(ordered.map(([, sets]) => sets)),
    hillRows: [
      clusters,
      Math.exp(-sumOver((size, sets) => ((sets * size) / rows) * Math.log(size / rows))),
      rows ** 2 / sumOver((size, sets) => sets * size ** 2),
    ],
    sizes: listed(ordered),
  };
}

function listed(ordered: readonly (readonly [number, number])[]) {
  const some = ordered.slice(0, LISTED).map(([size, sets]) => ({ size, sets }));
  const more = ordered.slice(LISTED).reduce((sum, [, sets]) => sum + sets, 0);
  return more > 0
    ? [...some.slice(0, -1), { ...some.at(-1)!, sets: some.at(-1)!.sets + more }]
    : some;
}

function namesIn(
  table: Table,
  name: string | null,
  clusters: RowClusters,
  { profiles, tick }: MetricContext,
): { readonly names?: NamesOfSets } {
  if (name === null) return {};
  const index = columnNamed(table, name);
  return { names: namesOfSets(table.columns[index]!, profiles[index]!, clusters, tick) };
}

function largestOf(clusters: RowClusters): Uint32Array {
  return clusters.rows(mostFrequent(clusters.sizes(), 1)[0]!);
}

/** Equal rows are equal; a column of sets may have joined what does not belong together. */
function chained({ column, largest, rows }: DuplicateClusterStatistics): AlertDraft | undefined {
  if (column === null || largest <= DOUBTFUL * rows) return undefined;
  return {
    code: 'one-large-set',
    severity: 'warning',
    title: t`One set of ${quoted(column)} holds ${percent(largest / rows)} of the rows`,
    message: t`It has ${count(largest)} rows. So large a set is often a chain of rows that are only alike in pairs, or shared boilerplate: look at it before rows leave for it.`,
    value: largest / rows,
    threshold: DOUBTFUL,
    rowCount: largest,
    evidence: 'largest',
    remedies: [],
  };
}
