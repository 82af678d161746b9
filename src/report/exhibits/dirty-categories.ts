import type {
  DirtyCategories,
  NearSpelling,
  SpelledAlike,
} from '../../engine/metrics/quality/dirty-categories';
import { count, percent, shown } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 15;
/** Spellings named of a value. */
const SPELLINGS = 4;

/** Values with their spellings, and what uniting them does to shares; rare values that may be typing errors. */
export const dirtyCategoriesExhibit: Exhibit<DirtyCategories> = {
  metric: 'dirty-categories',
  tab: 'Columns',
  show({ same, alike, near, doubtful }) {
    return [...spellings(same, alike), ...typing(near, doubtful)];
  },
};

function spellings(same: readonly SpelledAlike[], all: number): Block[] {
  if (same.length === 0) return [];
  return [
    { kind: 'heading', text: t('Spellings of one value') },
    {
      kind: 'table',
      head: [
        { text: t('Column') },
        { text: t('Value') },
        { text: t('Also written') },
        { text: t('Rows to change'), numeric: true },
        { text: t('Share'), numeric: true },
        { text: t('United'), numeric: true },
      ],
      rows: same.slice(0, SHOWN).map((group) => {
        const [first, ...others] = group.values;
        const more = others.length > SPELLINGS ? ' …' : '';
        const named = others
          .slice(0, SPELLINGS)
          .map(({ value, rows }) => `${shown(value)} (${count(rows)})`);
        return [
          { code: group.name },
          `${shown(first!.value)} (${count(first!.rows)})`,
          `${named.join(', ')}${more}`,
          count(group.changes),
          percent(group.share),
          percent(group.shareUnited),
        ];
      }),
    },
    ...unlisted(all),
  ];
}

function typing(near: readonly NearSpelling[], all: number): Block[] {
  if (near.length === 0) return [];
  return [
    { kind: 'heading', text: t('Perhaps typing errors') },
    {
      kind: 'table',
      head: [
        { text: t('Column') },
        { text: t('Rare value') },
        { text: t('Rows'), numeric: true },
        { text: t('Frequent value') },
        { text: t('Rows'), numeric: true },
        { text: t('Jaro-Winkler'), numeric: true },
      ],
      rows: near
        .slice(0, SHOWN)
        .map((pair) => [
          { code: pair.name },
          shown(pair.value),
          count(pair.rows),
          shown(pair.frequent),
          count(pair.frequentRows),
          pair.jaroWinkler.toFixed(2),
        ]),
    },
    ...unlisted(all),
  ];
}

function unlisted(all: number): Block[] {
  if (all <= SHOWN) return [];
  return [{ kind: 'prose', text: t`The first ${count(SHOWN)} of ${count(all)}.` }];
}
