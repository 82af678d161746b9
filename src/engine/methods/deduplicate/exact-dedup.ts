import { exact } from '../../detectors/exact';
import type { Method } from '../../method';
import { CLUSTER_SIZE, collapse, marksOnly } from './parts/collapse';
import { keepParams } from './parts/keep';
import { ACROSS_PARTS, setsOf } from './parts/sets';

/** Keeps one row of each set of identical rows. */
export const exactDedup: Method = {
  id: 'exact-dedup',
  family: 'deduplicate',
  title: 'Remove exact copies',
  summary: 'One row of each set of identical rows stays.',
  cites: ['Elmagarmid, Ipeirotis and Verykios 2007, Duplicate Record Detection'],
  needs: { optional: ['label', 'id', 'split', 'score', 'text', 'timestamp', 'group', 'domain'] },
  changes: 'removes-rows',
  params: [...exact.params, ...keepParams('first', 'all', 'none'), ACROSS_PARTS, CLUSTER_SIZE],
  guards: ['G-TAIL', 'G-LABELS', 'G-HALF', 'G-COARSE', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = setsOf(exact, table, values, context);
    return collapse(exactDedup, sets, table, values, context, { markOnly: marksOnly(values) });
  },
};
