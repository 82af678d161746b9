import type { CrossFileContainment } from '../src/engine/metrics/duplicates/cross-file-containment';
import type { GroupImbalanceEntry } from '../src/engine/metrics/imbalance/group-imbalance';
import { t } from '../src/engine/language';

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
    columnName: t('label'),
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

/** Files of an overlap map: of so many all pairs are known. */
const MOST = 10;

/** Different rows that every two files share, those with most in common first; undefined without any. */
export function overlapOf({ files, pairs }: CrossFileContainment): Crossing | undefined {
  if (pairs.length === 0) return undefined;
  const shared = (a: string, b: string) =>
    pairs.find(
      ({ child, parent }) => (child === a && parent === b) || (child === b && parent === a),
    )?.shared ?? 0;
  const sum = ({ name }: CrossFileContainment['files'][number]) =>
    files.reduce((all, other) => all + (other.name === name ? 0 : shared(name, other.name)), 0);
  const chosen = files
    .filter((file) => sum(file) > 0)
    .sort((a, b) => sum(b) - sum(a))
    .slice(0, MOST);
  const names = chosen.map(({ name }) => name);
  return {
    rowName: t('file'),
    columnName: t('other file'),
    rows: names,
    columns: names,
    counts: chosen.map((file) =>
      names.map((other) => (other === file.name ? file.distinct : shared(file.name, other))),
    ),
    totals: chosen.map(({ distinct }) => distinct),
  };
}
