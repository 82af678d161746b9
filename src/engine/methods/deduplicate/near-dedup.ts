import { near } from '../../detectors/near';
import { THRESHOLD } from '../../near-text/settings';
import type { Method } from '../../method';
import { read } from '../../params/values';
import { many } from '../../words';
import { CLUSTER_SIZE, collapse, marksOnly } from './parts/collapse';
import { keepParams } from './parts/keep';
import { ACROSS_PARTS, setsOf } from './parts/sets';
import { t } from '../../language';

/** A row so much less like the kept one than the threshold asks is linked to it by a chain only. */
const CHAIN = 0.2;

/** Keeps one row of each set of nearly equal texts. */
export const nearDedup: Method = {
  id: 'near-dedup',
  family: 'deduplicate',
  title: 'Remove near-duplicate texts',
  summary: 'Of texts that share most of their runs of words, one stays.',
  cites: [
    'Broder 1997, On the resemblance and containment of documents',
    'Dahlgaard, Knudsen and Thorup 2017, Fast similarity sketching',
    'Lee et al. 2022, Deduplicating training data makes language models better',
  ],
  needs: { optional: ['text', 'label', 'id', 'split', 'score', 'timestamp', 'group', 'domain'] },
  changes: 'removes-rows',
  params: [
    ...near.params,
    ...keepParams('longest', 'centroid', 'all', 'none'),
    ACROSS_PARTS,
    CLUSTER_SIZE,
  ],
  guards: ['G-TAIL', 'G-LABELS', 'G-HALF', 'G-EVIDENCE'],
  apply(table, values, context) {
    const sets = setsOf(near, table, values, context);
    const least = read.number(values, THRESHOLD.id)! - CHAIN;
    let chained = 0;
    const spareRow = (row: number, kept: number) => {
      const isChained = sets.similarity!(row, kept) < least;
      if (isChained) chained++;
      return isChained;
    };
    const draft = collapse(nearDedup, sets, table, values, context, {
      markOnly: marksOnly(values),
      spareRow,
    });
    if (!chained) return draft;
    return {
      ...draft,
      notices: [
        ...draft.notices,
        t`${many(chained, 'row')} ${chained === 1 ? t('stays') : t('stay')}: linked to the kept row by a chain of others only, and unlike it. With \`linkage\` star there are no chains.`,
      ],
    };
  },
};
