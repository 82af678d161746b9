import type { RowClusters } from '../../kernels/row-clusters';
import type { Evidence, Metric, MetricContext } from '../../metric';
import { largestInOrder, mostFrequent } from '../../statistics/extremes';
import { alertsOf } from '../alerts';
import { labelIfAny, type Label } from '../label';
import { ClassCopies } from './parts/class-copies';
import { labelMix } from './parts/class-counts';
import { duplicateAlerts } from './parts/duplicate-alerts';
import { isCoarse } from './parts/coarse';
import { IDENTICAL_PARAMS, identicalRows } from './parts/identical-rows';
import { comparedAlways } from './parts/sets-of-rows';
import { t } from '../../language';

/** One set of identical rows. */
export interface DuplicateSet {
  readonly size: number;
  /** First 20 rows, ascending. */
  readonly rows: readonly number[];
  /** Rows per class of the label; empty without a label. */
  readonly labels: readonly { readonly value: string; readonly count: number }[];
}

/** Rows that are identical in all columns that are compared. */
export interface ExactDuplicateRows {
  readonly rows: number;
  readonly distinctRows: number;
  /** Rows beyond the first of each set. */
  readonly duplicateRows: number;
  readonly duplicateRatio: number;
  readonly clusters: number;
  readonly largest: number;
  /** Columns compared, by index. */
  readonly compared: readonly number[];
  /** No column tells rows apart: equal rows may be different cases. */
  readonly coarse: boolean;
  /** The 50 largest sets, ties by first row. */
  readonly sets: readonly DuplicateSet[];
  /** Sets by size: 2, 3-4, 5-8, 9 or more. */
  readonly sizes: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly sets: number;
    readonly rows: number;
  }[];
  /** Duplicate rows and class shares before and after keeping one; empty without a label. */
  readonly byClass: readonly {
    readonly value: string;
    readonly duplicateRows: number;
    readonly share: number;
    readonly shareAfter: number;
  }[];
}

/** Sets and classes listed, and rows named in each set. */
const SETS = 50;
const CLASSES = 50;
const ROWS = 20;
/** Upper ends of the size classes. */
const SIZES = [2, 4, 8, null] as const;

/** Rows that are identical in all columns but the ids. */
export const exactDuplicateRows: Metric<ExactDuplicateRows> = {
  id: 'exact-duplicate-rows',
  family: 'duplicates',
  title: 'Exact copies',
  summary:
    'Rows that are identical in all columns but the ids, and what keeping one of each would change.',
  cites: [
    'pandas DataFrame.duplicated',
    'Deepchecks: data duplicates',
    'Lee et al. 2022: Deduplicating training data makes language models better',
  ],
  needs: { optional: ['label', 'id'] },
  params: IDENTICAL_PARAMS,
  measure(table, values, context) {
    const compared = comparedAlways(table, context);
    if (table.rowCount === 0) return { applicable: false, reason: t('The file holds no rows.') };
    if (compared.length === 0) {
      return {
        applicable: false,
        reason: t('Every column is an id: there is nothing to compare.'),
      };
    }
    const clusters = identicalRows(table, values, compared, context);
    const label = labelIfAny(table, context);
    const shares = label && new ClassCopies(clusters, label, context.tick);
    context.tick(1, 1);
    const numbers = figures(context, clusters, label, compared, shares);
    context.tick(1, 1);
    const evidence = evidenceOf(clusters, compared);
    const alerts = duplicateAlerts(numbers, shares, table, values);
    return { applicable: true, numbers, alerts: alertsOf(this.id, alerts), evidence };
  },
};

function figures(
  context: MetricContext,
  clusters: RowClusters,
  label: Label | undefined,
  compared: readonly number[],
  shares: ClassCopies | undefined,
): ExactDuplicateRows {
  const sizes = clusters.sizes();
  const listed = mostFrequent(sizes, SETS);
  return {
    rows: clusters.rowCount,
    distinctRows: clusters.distinctRows,
    duplicateRows: clusters.copies,
    duplicateRatio: clusters.copies / clusters.rowCount,
    clusters: clusters.count,
    largest: listed.length ? sizes[listed[0]!]! : 1,
    compared,
    coarse: isCoarse(context, clusters.rowCount),
    sets: listed.map((cluster) => {
      const rows = clusters.rows(cluster);
      return {
        size: rows.length,
        rows: [...rows.subarray(0, ROWS)],
        labels: label ? labelMix(rows, label) : [],
      };
    }),
    sizes: bySize(sizes),
    byClass:
      label && shares ? largestInOrder(label.classes.counts, CLASSES).map((i) => shares.of(i)) : [],
  };
}

/** Sets and their rows by size class. */
function bySize(sizes: Uint32Array): ExactDuplicateRows['sizes'] {
  const found = SIZES.map((to, i) => ({
    from: i === 0 ? 2 : SIZES[i - 1]! + 1,
    to,
    sets: 0,
    rows: 0,
  }));
  for (const size of sizes) {
    const of = found.find(({ to }) => to === null || size <= to)!;
    of.sets++;
    of.rows += size;
  }
  return found;
}

/** All members of sets, and the members of the largest set. */
function evidenceOf(clusters: RowClusters, compared: readonly number[]): Record<string, Evidence> {
  const [largest] = mostFrequent(clusters.sizes(), 1);
  if (largest === undefined) return {};
  return {
    copies: {
      rows: clusters.allRows(),
      columns: compared,
      reason: t('Rows that occur more than once.'),
    },
    largest: {
      rows: clusters.rows(largest).slice(),
      columns: compared,
      reason: t('The row that occurs most often.'),
    },
  };
}
