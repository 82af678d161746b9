import { hasBit, type BitSet } from '../../../kernels/bit-sets';
import type { RowClusters } from '../../../kernels/row-clusters';
import type { AddedColumn } from '../../../plan/plan';
import { similarityText } from '../../../plan/removed-rows';
import type { Sets } from './sets';

/**
 * `dup_cluster_id` (the smallest row number of the set), `dup_cluster_size`, `is_representative` and, where it was
 * measured, `nearest_similarity` of the rows of a plan. `copies`: rows for which another row of their set stands.
 */
export function markColumns(
  { clusters, similarity }: Pick<Sets, 'clusters' | 'similarity'>,
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
    ...(similarity ? [nearestColumn(clusters, similarity, rows)] : []),
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

/** The similarity of a row to the most similar one of its set; empty for a row without copies. */
function nearestColumn(
  clusters: RowClusters,
  similarity: (row: number, other: number) => number,
  rows: Uint32Array,
): AddedColumn {
  return {
    name: 'nearest_similarity',
    type: 'number',
    text: (output) => {
      const row = rows[output]!;
      const cluster = clusters.clusterOf(row);
      if (cluster < 0) return '';
      const most = clusters
        .rows(cluster)
        .reduce(
          (best, other) => (other === row ? best : Math.max(best, similarity(row, other))),
          0,
        );
      return similarityText(most);
    },
  };
}
