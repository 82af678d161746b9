import type { SubstringDuplicates } from '../../engine/metrics/duplicates/substring-duplicates';
import { count, many, percent, quoted } from '../../engine/words';
import type { Cell } from '../document';
import type { Exhibit } from './exhibit';

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
      { kind: 'heading', text: `Passages repeated in ${quoted(column)}` },
      {
        kind: 'figures',
        figures: [
          {
            label: 'Share of all text',
            value: percent(share),
            note: `in passages of ${count(minLength)} bytes or more`,
          },
          {
            label: 'Texts that hold some',
            value: many(holding, 'row'),
            note: `${percent(holding / rows)} of texts; equal texts are compared as one`,
          },
        ],
      },
      {
        kind: 'table',
        head: [
          { text: 'Passages that hold most text' },
          { text: 'Bytes', numeric: true },
          { text: 'Rows', numeric: true },
          { text: 'A row', numeric: true },
        ],
        rows: passages
          .slice(0, LISTED)
          .map((passage): Cell[] => [
            { code: cut(passage.text) },
            count(passage.bytes),
            count(passage.rows),
            count(passage.first + 1),
          ]),
      },
    ];
  },
};

function cut(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > SHOWN ? `${flat.slice(0, SHOWN - 1)}…` : flat;
}
