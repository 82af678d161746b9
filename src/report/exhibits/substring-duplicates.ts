import type { SubstringDuplicates } from '../../engine/metrics/duplicates/substring-duplicates';
import { count, many, percent, quoted } from '../../engine/words';
import type { Cell } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Passages listed in a report; JSON has more. */
const LISTED = 10;
/** Characters of a passage that are shown. */
const SHOWN = 160;

/** Passages that stand word for word in different texts. */
export const passagesExhibit: Exhibit<SubstringDuplicates> = {
  metric: 'substring-duplicates',
  tab: 'Duplicates',
  show({ column, holding, rows, share, minLength, passages }) {
    if (holding === 0) return [];
    return [
      { kind: 'heading', text: t`Passages repeated in ${quoted(column)}` },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Share of all text'),
            value: percent(share),
            note: t`in passages of ${count(minLength)} bytes or more`,
          },
          {
            label: t('Texts that hold some'),
            value: many(holding, 'row'),
            note: t`${percent(holding / rows)} of texts; equal texts are compared as one`,
          },
        ],
      },
      {
        kind: 'table',
        head: [
          { text: t('Passages that hold most text') },
          { text: t('Bytes'), numeric: true },
          { text: t('Rows'), numeric: true },
          { text: t('A row'), numeric: true },
        ],
        rows: passages
          .slice(0, LISTED)
          .map((passage): Cell[] => [
            { code: cut(passage.text) },
            count(passage.bytes),
            count(passage.rows),
            { rows: [passage.first] },
          ]),
      },
    ];
  },
};

function cut(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > SHOWN ? `${flat.slice(0, SHOWN - 1)}…` : flat;
}
