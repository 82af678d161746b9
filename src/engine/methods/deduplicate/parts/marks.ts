import { hasBit, type BitSet } from '../../../kernels/bit-sets';
import type { RowClusters } from '../../../kernels/row-clusters';
import type { AddedColumn } from '../../../plan';

/**
 * `dup_cluster_id` (the smallest row number of the set), `dup_cluster_size` and `is_representative` of the rows of a
 * plan. `copies`: rows for which another row of their set stands.
 */
export function markColumns(
  clusters: RowClusters,
  copies: BitSet,
  rows: Uint32Array,
): AddedColumn[] {
  return [
    {
      name: 'dup_cluster_id',
      type: 'integer',
      text: (output) => {
        const row = rows[output]!;
        const cluster = clusters.clusterOf(row);
        return String(cluster < 0 ? row : clusters.rows(cluster)[0]!);
      },
    },
    sizeColumn(clusters, rows),
    {
      name: 'is_representative',
      type: 'flag',
      text: (output) => (hasBit(copies, rows[output]!) ? 'false' : 'true'),
    },
  ];
}

/** `dup_cluster_size` of the rows of a plan; 1 for a row without copies. */
export function sizeColumn(clusters: RowClusters, rows: Uint32Array): AddedColumn {
  return {
    name: 'dup_cluster_size',
    type: 'integer',
    text: (output) => {
      const cluster = clusters.clusterOf(rows[output]!);
      return cluster < 0 ? '1' : String(clusters.rows(cluster).length);
    },
  };
}
