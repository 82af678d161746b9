import { DisjointSets } from '../kernels/disjoint-sets';
import { RowClusters } from '../kernels/row-clusters';
import { PairList } from '../near-text/pair-list';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';

/**
 * Sets of rows that any of several searches links, directly or through others. `looked`: rows that were looked at.
 * Memory: four bytes per row of the table. @throws Cancelled
 */
export function unitedClusters(
  searches: readonly RowClusters[],
  rowCount: number,
  looked: number,
  tick: TableTick,
): RowClusters {
  const [only] = searches;
  if (only && searches.length === 1) return only;
  const sets = new DisjointSets(rowCount);
  const ticked = everyRow(tick);
  for (const clusters of searches) {
    for (let cluster = 0; cluster < clusters.count; cluster++) {
      ticked(cluster, clusters.count);
      const rows = clusters.rows(cluster);
      for (let i = 1; i < rows.length; i++) sets.unite(rows[0]!, rows[i]!);
    }
  }
  const pairs = new PairList();
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    const first = sets.find(row);
    if (first !== row) pairs.push(first, row);
  }
  return new RowClusters(pairs.listed(), rowCount, looked, tick);
}
