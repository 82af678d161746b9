import {
  unitWord,
  type LineAndBoilerplate,
} from '../../engine/metrics/duplicates/line-and-boilerplate';
import { count, many, percent, quoted } from '../../engine/words';
import type { Bar, Cell } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Parts listed in a report; JSON has more. */
const LISTED = 10;
/** Characters of a part that are shown. */
const SHOWN = 160;

/** What recurs in texts: which parts, and how much of each text. */
export const boilerplateExhibit: Exhibit<LineAndBoilerplate> = {
  metric: 'line-and-boilerplate',
  tab: 'Duplicates',
  show(numbers) {
    const { column, unit, parts, least, minChars, rows, holding, share, medianShare } = numbers;
    if (parts === 0) return [];
    const word = unitWord(unit);
    return [
      { kind: 'heading', text: t`What recurs in ${quoted(column)}` },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Recurring'),
            value: many(parts, word, several(word)),
            note: t`of ${count(minChars)} characters or more, in ${count(least)} rows or more`,
          },
          {
            label: t('Texts that hold some'),
            value: count(holding),
            note: t`${percent(holding / rows)} of texts`,
          },
          {
            label: t('Share of all text'),
            value: percent(share),
            note: t`${percent(medianShare)} of the text in the middle`,
          },
        ],
      },
      { kind: 'prose', text: t('Rows by how much of their text recurs in others:') },
      { kind: 'bars', bars: barsOf(numbers) },
      {
        kind: 'table',
        head: [
          { text: t`Most frequent ${t(several(word))}` },
          { text: t('Rows'), numeric: true },
          { text: t('Share'), numeric: true },
          { text: t('First row'), numeric: true },
        ],
        rows: numbers.top
          .slice(0, LISTED)
          .map((part): Cell[] => [
            { code: cut(part.text) },
            count(part.rows),
            percent(part.rows / rows),
            { rows: [part.first] },
          ]),
      },
    ];
  },
};

function barsOf({ byShare, rows }: LineAndBoilerplate): Bar[] {
  const most = Math.max(...byShare, 1);
  return byShare.flatMap((n, step) =>
    n === 0
      ? []
      : [
          {
            label:
              step === 0
                ? t('nothing')
                : `${step > 1 ? t`${String(step * 10 - 10)}% to ` : t('up to ')}${String(step * 10)}%`,
            part: n / most,
            text: `${many(n, 'row')} (${percent(n / rows)})`,
            rare: step > 5,
          },
        ],
  );
}

function several(word: string): string {
  return word.startsWith('run ') ? word.replace('run', 'runs') : `${word}s`;
}

function cut(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > SHOWN ? `${flat.slice(0, SHOWN - 1)}…` : flat;
}
