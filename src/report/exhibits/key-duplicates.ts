import type { KeyDuplicates } from '../../engine/metrics/duplicates/key-duplicates';
import { count, listed, many, percent } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 8;

/** Keys that occur more than once, and the columns in which their rows differ. */
export const keyDuplicatesExhibit: Exhibit<KeyDuplicates> = {
  metric: 'key-duplicates',
  tab: 'Duplicates',
  show(numbers) {
    const { key, duplicatedKeys, distinctKeys, extraRows, conflicting, rowsWithoutKey } = numbers;
    if (duplicatedKeys === 0) return [];
    return [
      { kind: 'heading', text: t`Repeated keys of ${listed(key, key.length)}` },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Repeated keys'),
            value: count(duplicatedKeys),
            note: t`of ${count(distinctKeys)}; ${many(extraRows, 'row')} beyond the first of each`,
          },
          {
            label: t('Whose rows differ'),
            value: count(conflicting),
            note: t`${percent(conflicting / duplicatedKeys)} of them`,
          },
          { label: t('Without a key'), value: count(rowsWithoutKey), note: t('rows, left out') },
        ],
      },
      ...differing(numbers),
      {
        kind: 'table',
        head: [
          { text: t('Key') },
          { text: t('Rows'), numeric: true },
          { text: t('First two'), numeric: true },
          { text: t('Differ in') },
        ],
        rows: numbers.sets
          .slice(0, SHOWN)
          .map((set) => [
            { code: set.key.join(' | ') },
            count(set.size),
            { rows: set.rows.slice(0, 2) },
            { code: set.differ.join(', ') },
          ]),
      },
    ];
  },
};

function differing({ conflicts, duplicatedKeys }: KeyDuplicates): Block[] {
  // Of a single key the table of keys says it all.
  if (conflicts.length === 0 || duplicatedKeys === 1) return [];
  return [
    {
      kind: 'table',
      head: [
        { text: t('Column') },
        { text: t('Keys in which it differs'), numeric: true },
        { text: t('Share'), numeric: true },
      ],
      rows: conflicts
        .slice(0, SHOWN)
        .map(({ column, keys, rate }) => [{ code: column }, count(keys), percent(rate)]),
    },
  ];
}
