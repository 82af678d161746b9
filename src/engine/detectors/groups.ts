import { rowKey } from '../kernels/canonical-codes';
import { findClusters } from '../kernels/row-clusters';
import type { Search } from './detector';

/** A number per row for what the columns of `within` hold; undefined without any. @throws Cancelled */
export function groupsOf({ table, profiles, within, tick }: Search): Uint32Array | undefined {
  if (within.length === 0) return undefined;
  const keys = within.map((index) => rowKey(table, index, profiles[index]!, 'by-value', tick));
  const clusters = findClusters(table, keys, { tick });
  return Uint32Array.from({ length: table.rowCount }, (_, row) => {
    const cluster = clusters.clusterOf(row);
    // A row that is alone in its group is a group of its own.
    return cluster < 0 ? clusters.count + row : cluster;
  });
}
