import { chosenDetector, DETECTOR_PARAMS } from '../../detectors';
import type { Method } from '../../method';
import { read } from '../../params/values';
import { many } from '../../words';
import { CLUSTER_SIZE, collapse } from './parts/collapse';
import { keepParams } from './parts/keep';
import { ACROSS_PARTS, setsOf } from './parts/sets';
import { t } from '../../language';

/** Times a row may be seen before it adds little (Muennighoff et al. 2023). */
const ENOUGH = 4;

/** Keeps a few rows of each set of copies. */
export const capPerCluster: Method = {
  id: 'cap-per-cluster',
  family: 'deduplicate',
  title: 'Cap copies',
  summary: 'At most so many rows of each set of copies stay.',
  cites: [
    'Hernandez et al. 2022, Scaling Laws and Interpretability of Learning from Repeated Data',
  ],
  needs: {
    optional: ['label', 'id', 'entity', 'timestamp', 'split', 'score', 'text', 'group', 'domain'],
  },
  changes: 'removes-rows',
  params: [
    {
      kind: 'number',
      id: 'c',
      title: 'Most copies',
      summary: 'Rows of a set that stay at most.',
      default: 4,
      min: 1,
      integer: true,
    },
    ...DETECTOR_PARAMS,
    ...keepParams(),
    {
      kind: 'number',
      id: 'epochs',
      title: 'Planned epochs',
      summary: 'How often the file will be gone through, for the note on repeats.',
      default: 1,
      min: 1,
      integer: true,
      advanced: true,
    },
    ACROSS_PARTS,
    CLUSTER_SIZE,
  ],
  guards: ['G-TAIL', 'G-LABELS', 'G-HALF', 'G-COARSE', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = setsOf(chosenDetector(values), table, values, context);
    const most = read.number(values, 'c')!;
    const draft = collapse(capPerCluster, sets, table, values, context, { most });
    const seen = most * read.number(values, 'epochs')!;
    if (seen <= ENOUGH) return draft;
    const repeats = t`The rows of a set may be seen ${many(seen, 'time')} in training: beyond ${ENOUGH} times they add little.`;
    return { ...draft, notices: [...draft.notices, repeats] };
  },
};
