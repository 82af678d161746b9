import { chosenDetector, DETECTOR_PARAMS } from '../../detectors';
import type { Method } from '../../method';
import { collapse } from './parts/collapse';
import { keepParams } from './parts/keep';
import { ACROSS_PARTS, setsOf } from './parts/sets';

/** Says of every row which set of copies it belongs to. */
export const markDuplicates: Method = {
  id: 'mark-duplicates',
  family: 'deduplicate',
  title: 'Mark copies',
  summary:
    'No row leaves: columns say which set a row belongs to, how large it is and which row stands for it.',
  cites: ['Penedo et al. 2025, FineWeb2 (cluster sizes are kept)'],
  needs: {
    optional: ['label', 'id', 'entity', 'timestamp', 'split', 'score', 'text', 'group', 'domain'],
  },
  changes: 'columns',
  params: [...DETECTOR_PARAMS, ...keepParams('first', 'none'), ACROSS_PARTS],
  guards: ['G-EVIDENCE'],
  apply(table, values, context) {
    const sets = setsOf(chosenDetector(values), table, values, context);
    return collapse(markDuplicates, sets, table, values, context, { markOnly: true });
  },
};
