import type { SimHashNearDuplicates } from '../../engine/metrics/duplicates/simhash-near-duplicates';
import { count, many, percent, quoted } from '../../engine/words';
import type { Cell } from '../document';
import type { Exhibit } from './exhibit';

/** Near-duplicates found by SimHash: how many, by how many bits, and what it misses. */
export const simHashExhibit: Exhibit<SimHashNearDuplicates> = {
  metric: 'simhash-near-duplicates',
  tab: 'Duplicates',
  show({ column, copies, ratio, clusters, largest, recall, recallAt98, threshold, pairs }) {
    if (clusters === 0) return [];
    return [
      { kind: 'heading', text: `Near-duplicate texts of ${quoted(column)}, by SimHash` },
      {
        kind: 'figures',
        figures: [
          {
            label: 'Near-duplicates',
            value: many(copies, 'row'),
            note: `${percent(ratio)} of texts`,
          },
          {
            label: 'Sets',
            value: count(clusters),
            note: `the largest has ${many(largest, 'row')}`,
          },
          {
            label: 'Found',
            value: percent(recall),
            note: `of long texts that are ${percent(threshold)} alike; ${percent(recallAt98)} of those 98% alike`,
          },
        ],
      },
      {
        kind: 'table',
        head: [
          { text: 'Bits that differ' },
          { text: 'Pairs', numeric: true },
          { text: `${percent(threshold)} alike or more`, numeric: true },
        ],
        rows: pairs.map((of): Cell[] => [count(of.bits), count(of.pairs), count(of.near)]),
      },
    ];
  },
};
