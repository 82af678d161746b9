import { vector } from '../../detectors/vector';
import type { Method } from '../../method';
import { CLUSTER_SIZE, collapse, marksOnly } from './parts/collapse';
import { keepParams } from './parts/keep';
import { ACROSS_PARTS, setsOf } from './parts/sets';

/** Keeps one row of each set of nearly equal vectors or numbers. */
export const vectorDedup: Method = {
  id: 'vector-dedup',
  family: 'deduplicate',
  title: 'Remove near-duplicate numbers',
  summary: 'Of rows whose embeddings, or whose numbers, nearly agree, one stays.',
  cites: [
    'Abbas et al. 2023, SemDeDup: data-efficient learning through semantic deduplication',
    'cleanlab Datalab: near-duplicate issues',
  ],
  needs: {
    optional: ['embedding', 'label', 'id', 'split', 'score', 'timestamp', 'group', 'domain'],
  },
  changes: 'removes-rows',
  params: [
    ...vector.params,
    ...keepParams('centroid-far', 'centroid', 'centroid-far', 'all', 'none'),
    ACROSS_PARTS,
    CLUSTER_SIZE,
  ],
  guards: ['G-STALE', 'G-TAIL', 'G-LABELS', 'G-HALF', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = setsOf(vector, table, values, context);
    return collapse(vectorDedup, sets, table, values, context, { markOnly: marksOnly(values) });
  },
};
