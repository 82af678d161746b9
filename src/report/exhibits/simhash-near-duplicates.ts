import type { SimHashNearDuplicates } from '../../engine/metrics/duplicates/simhash-near-duplicates';
import { count, many, percent, quoted } from '../../engine/words';
import type { Cell } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Near-duplicates found by SimHash: how many, by how many bits, and what it misses. */
export const simHashExhibit: Exhibit<SimHashNearDuplicates> = {
  metric: 'simhash-near-duplicates',
  tab: 'Duplicates',
  show({ column, copies, ratio, clusters, largest, recall, recallAt98, threshold, pairs }) {
    if (clusters === 0) return [];
    return [
      { kind: 'heading', text: t`Near-duplicate texts of ${quoted(column)}, by SimHash` },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Near-duplicates'),
            value: many(copies, 'row'),
            note: t`${percent(ratio)} of texts`,
          },
          {
            label: t('Sets'),
            value: count(clusters),
            note: t`the largest has ${many(largest, 'row')}`,
          },
          {
            label: t('Found'),
            value: percent(recall),
            note: t`of long texts that are ${percent(threshold)} alike; ${percent(recallAt98)} of those 98% alike`,
          },
        ],
      },
      {
        kind: 'table',
        head: [
          { text: t('Bits that differ') },
          { text: t('Pairs'), numeric: true },
          { text: t`${percent(threshold)} alike or more`, numeric: true },
        ],
        rows: pairs.map((of): Cell[] => [count(of.bits), count(of.pairs), count(of.near)]),
      },
    ];
  },
};
