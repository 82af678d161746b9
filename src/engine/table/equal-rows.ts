import { rowKey } from '../kernels/canonical-codes';
import { findClusters, type RowClusters } from '../kernels/row-clusters';
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
  const keysOf = (some: readonly number[]) =>
    some.map((index) => rowKey(table, index, profiles[index]!, 'by-value', tick));
  const telling = tellingColumns(table, profiles, columns);
  const few = telling && findClusters(table, keysOf(telling), { tick });
  // Rows that differ in some columns differ in all.
  const clusters = few?.count === 0 ? few : findClusters(table, keysOf(columns), { tick });
  KNOWN.set(table, { profiles, columns: listed, clusters });
  return clusters;
}

/** Columns that are asked first, and how many times as many combinations they must have as there are rows. */
const TELLING = 3;
const ENOUGH = 1000;

/** The held columns of most values, where chance alone would give hardly two rows the same; else undefined. */
function tellingColumns(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
): readonly number[] | undefined {
  const distinct = (index: number) => profiles[index]!.distinct;
  const telling = columns
    .filter((index) => !isOpen(table, index))
    .sort((a, b) => distinct(b) - distinct(a))
    .slice(0, TELLING);
  const combinations = telling.reduce((product, index) => product * distinct(index), 1);
  const pays = columns.length >= 2 * TELLING && combinations > ENOUGH * table.rowCount;
  return pays ? telling : undefined;
}
