import type { KeyDuplicates } from '../../engine/metrics/duplicates/key-duplicates';
import { count, many, percent } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';

const SHOWN = 8;

/** Keys that occur more than once, and the columns in which their rows differ. */
export const keyDuplicatesExhibit: Exhibit<KeyDuplicates> = {
  metric: 'key-duplicates',
  tab: 'Duplicates',
  show(numbers) {
    const { key, duplicatedKeys, distinctKeys, extraRows, conflicting, rowsWithoutKey } = numbers;
    if (duplicatedKeys === 0) return [];
    return [
      { kind: 'heading', text: `Repeated keys of ${key.join(' and ')}` },
      {
        kind: 'figures',
        figures: [
          {
            label: 'Repeated keys',
            value: count(duplicatedKeys),
            note: `of ${count(distinctKeys)}; ${many(extraRows, 'row')} beyond the first of each`,
          },
          {
            label: 'Whose rows differ',
            value: count(conflicting),
            note: `${percent(conflicting / duplicatedKeys)} of them`,
          },
          { label: 'Without a key', value: count(rowsWithoutKey), note: 'rows, left out' },
        ],
      },
      ...differing(numbers),
      {
        kind: 'table',
        head: [
          { text: 'Key' },
          { text: 'Rows', numeric: true },
          { text: 'First two', numeric: true },
          { text: 'Differ in' },
        ],
        rows: numbers.sets.slice(0, SHOWN).map((set) => [
          { code: set.key.join(' | ') },
          count(set.size),
          set.rows
            .slice(0, 2)
            .map((row) => count(row + 1))
            .join(', '),
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
        { text: 'Column' },
        { text: 'Keys in which it differs', numeric: true },
        { text: 'Share', numeric: true },
      ],
      rows: conflicts
        .slice(0, SHOWN)
        .map(({ column, keys, rate }) => [{ code: column }, count(keys), percent(rate)]),
    },
  ];
}
