import { rowKey } from './kernels/canonical-codes';
import { findClusters, type RowClusters } from './kernels/row-clusters';
import type { ColumnProfile } from './profile';
import type { Table, TableTick } from './table';

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
  const keys = columns.map((index) => rowKey(table, index, profiles[index]!, 'by-value', tick));
  const clusters = findClusters(table, keys, { tick });
  KNOWN.set(table, { profiles, columns: listed, clusters });
  return clusters;
}
