import { keyColumn, type CellEquality } from '../../kernels/canonical-codes';
import { groupRows, membersOf, type RowGroups } from '../../kernels/row-groups';
import type { Evidence, Metric, MetricContext } from '../../metric';
import { largestInOrder } from '../../statistics/extremes';
import type { Table } from '../../table';
import { alertsOf } from '../alerts';
import { labelIfAny, type Label } from '../label';
import { duplicateAlerts } from './parts/duplicate-alerts';
import { CELL_EQUALITY } from './parts/cell-equality';

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
/** Share of distinct values above which a column tells rows apart. */
const TELLING = 0.4;
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
  params: [CELL_EQUALITY],
  measure(table, values, context) {
    const compared = table.columns.flatMap((_, i) => (context.roles[i] === 'id' ? [] : [i]));
    if (table.rowCount === 0) return { applicable: false, reason: 'The file holds no rows.' };
    if (compared.length === 0) {
      return { applicable: false, reason: 'Every column is an id: there is nothing to compare.' };
    }
    const keys = compared.map((i, done, all) => {
      context.tick(done, all.length);
      return keyColumn(table.columns[i]!, context.profiles[i]!, values['mode'] as CellEquality);
    });
    const groups = groupRows(keys, table.rowCount, { tick: context.tick });
    const label = labelIfAny(table, context);
    const members = membersOf(groups, 2);
    const shares = label ? classShares(groups, label) : [];
    const numbers = figures(table, context, groups, members, label, compared, shares);
    const evidence = evidenceOf(groups, members, compared);
    const alerts = duplicateAlerts(numbers, shares, table);
    return { applicable: true, numbers, alerts: alertsOf(this.id, alerts), evidence };
  },
};

function figures(
  table: Table,
  context: MetricContext,
  groups: RowGroups,
  members: ReadonlyMap<number, Uint32Array>,
  label: Label | undefined,
  compared: readonly number[],
  shares: ExactDuplicateRows['byClass'],
): ExactDuplicateRows {
  const n = table.rowCount;
  const ordered = [...members.values()].sort((a, b) => b.length - a.length || a[0]! - b[0]!);
  const duplicateRows = n - groups.groupCount;
  return {
    rows: n,
    distinctRows: groups.groupCount,
    duplicateRows,
    duplicateRatio: duplicateRows / n,
    clusters: ordered.length,
    largest: ordered[0]?.length ?? 1,
    compared,
    coarse: isCoarse(context, n),
    sets: ordered.slice(0, SETS).map((rows) => ({
      size: rows.length,
      rows: [...rows.subarray(0, ROWS)],
      labels: label ? labelMix(rows, label) : [],
    })),
    sizes: SIZES.map((to, i) => {
      const from = i === 0 ? 2 : SIZES[i - 1]! + 1;
      const within = ordered.filter(
        (rows) => rows.length >= from && rows.length <= (to ?? Infinity),
      );
      return { from, to, sets: within.length, rows: within.reduce((sum, r) => sum + r.length, 0) };
    }),
    byClass: label ? largestInOrder(label.classes.counts, CLASSES).map((i) => shares[i]!) : [],
  };
}

/** No id, no running text and no column with many different values: equal rows may be different cases. */
function isCoarse({ roles, profiles }: MetricContext, rows: number): boolean {
  return !(
    roles.includes('id') ||
    roles.includes('text') ||
    profiles.some((p) => p.semantic === 'free-text' || p.distinct > TELLING * rows)
  );
}

/** Rows per class within a set, most frequent first; rows without a label are not counted. */
export function labelMix(
  rows: Uint32Array,
  { column, classes }: Label,
): { value: string; count: number }[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const of = classes.indexOf[column.codes[row]!]!;
    if (of >= 0) counts.set(of, (counts.get(of) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .map(([of, n]) => ({ value: classes.values[of]!, count: n }));
}

/** Copies per class and the class shares before and after keeping the first row of each set. */
function classShares(groups: RowGroups, { column, classes }: Label): ExactDuplicateRows['byClass'] {
  const after = new Float64Array(classes.values.length);
  for (const row of groups.first) {
    const of = classes.indexOf[column.codes[row]!]!;
    if (of >= 0) after[of]!++;
  }
  const before = classes.counts.reduce((sum, n) => sum + n, 0);
  const left = after.reduce((sum, n) => sum + n, 0);
  return classes.values.map((value, i) => ({
    value,
    duplicateRows: classes.counts[i]! - after[i]!,
    share: classes.counts[i]! / before,
    shareAfter: left === 0 ? 0 : after[i]! / left,
  }));
}

/** All members of sets, and the members of the largest set. */
function evidenceOf(
  groups: RowGroups,
  members: ReadonlyMap<number, Uint32Array>,
  compared: readonly number[],
): Record<string, Evidence> {
  if (members.size === 0) return {};
  const all: number[] = [];
  groups.groupOf.forEach((group, row) => {
    if (groups.sizes[group]! > 1) all.push(row);
  });
  let largest: Uint32Array = new Uint32Array(0);
  for (const rows of members.values()) if (rows.length > largest.length) largest = rows;
  return {
    copies: {
      rows: Uint32Array.from(all),
      columns: compared,
      reason: 'Rows that occur more than once.',
    },
    largest: { rows: largest, columns: compared, reason: 'The row that occurs most often.' },
  };
}
