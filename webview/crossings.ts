import type { GroupImbalanceEntry } from '../src/engine/metrics/imbalance/group-imbalance';

/** A crossing of two columns. */
export interface Crossing {
  readonly rowName: string;
  readonly columnName: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** One list per row. */
  readonly counts: readonly (readonly number[])[];
  /** Rows of each row where `columns` are not all there are; the sum of the counts when absent. */
  readonly totals?: readonly number[];
}

/** The crossing of a group column with the label, cut to its largest groups and classes. */
export function labelByGroup(
  entry: GroupImbalanceEntry,
  classes: readonly string[],
  groups: number,
  columns: number,
): Crossing {
  const shown = entry.groups.slice(0, groups);
  const size = (at: number) => shown.reduce((sum, group) => sum + (group.byClass[at] ?? 0), 0);
  const largest = classes
    .map((_, at) => at)
    .sort((a, b) => size(b) - size(a))
    .slice(0, columns)
    .sort((a, b) => a - b);
  return {
    rowName: entry.name,
    columnName: 'label',
    rows: shown.map((group) => group.value),
    columns: largest.map((at) => classes[at] ?? ''),
    counts: shown.map((group) => largest.map((at) => group.byClass[at] ?? 0)),
    totals: shown.map(labelledRows),
  };
}

/** Rows of a group that have a label, also where classes are left out: any share tells its own whole. */
function labelledRows(group: GroupImbalanceEntry['groups'][number]): number {
  const at = group.byClass.indexOf(Math.max(...group.byClass));
  const share = group.rates[at]?.share ?? 0;
  return share > 0 ? Math.round((group.byClass[at] ?? 0) / share) : group.count;
}
