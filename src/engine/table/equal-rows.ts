import { rowKey, tellingKey } from '../kernels/canonical-codes';
import { clustersOfNone, findClusters, type RowClusters } from '../kernels/row-clusters';
import type { ColumnProfile } from './profile';
import { isOpen, type Table, type TableTick } from './table';

interface Known {
  readonly profiles: readonly ColumnProfile[];
  readonly columns: string;
  readonly clusters: RowClusters;
}

/** What was asked last of each table: guards and previews ask the same. */
const KNOWN = new WeakMap<Table, Known>();

/** Sets of rows of a whole table that are equal, by value, in these columns. @throws Cancelled (from tick) */
export function equalRowsIn(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
  tick: TableTick,
): RowClusters {
  const known = KNOWN.get(table);
  const listed = columns.join();
  if (known?.profiles === profiles && known.columns === listed) return known.clusters;
  // Rows that differ in some columns differ in all.
  const clusters =
    noneAlike(table, profiles, columns, tick) ??
    findClusters(
      table,
      columns.map((index) => rowKey(table, index, profiles[index]!, 'by-value', tick)),
      { tick },
    );
  KNOWN.set(table, { profiles, columns: listed, clusters });
  return clusters;
}

/** Columns that are asked first, and how many times as many combinations they must have as there are rows. */
const TELLING = 3;
const ENOUGH = 1000;

/** No sets, where the held columns of most values tell all rows apart; asked where chance alone would give hardly two the same. */
function noneAlike(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
  tick: TableTick,
): RowClusters | undefined {
  const distinct = (index: number) => profiles[index]!.distinct;
  const telling = columns
    .filter((index) => !isOpen(table, index))
    .sort((a, b) => distinct(b) - distinct(a))
    .slice(0, TELLING);
  const combinations = telling.reduce((product, index) => product * distinct(index), 1);
  if (columns.length < 2 * TELLING || combinations <= ENOUGH * table.rowCount) return undefined;
  const keys = telling.map((index) => tellingKey(table.columns[index]!, profiles[index]!));
  return clustersOfNone(table, keys, tick);
}
