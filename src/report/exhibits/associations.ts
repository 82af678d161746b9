import type { Associations } from '../../engine/metrics/profile/associations';
import { count, quoted } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 10;
/** Scores and strengths below this say too little to be listed. */
const SCORED = 0.05;
const STRONG = 0.5;

/** How well each column alone predicts the label, and the strongest pairs. */
export const associationsExhibit: Exhibit<Associations> = {
  metric: 'associations',
  tab: 'Columns',
  show(numbers) {
    return [...scores(numbers), ...pairs(numbers)];
  },
};

function scores({ label, rows, of }: Associations): Block[] {
  const found = label?.scores.filter(({ score }) => score >= SCORED).slice(0, SHOWN) ?? [];
  if (!label || found.length === 0) return [];
  const basis = rows < of ? t` Judged by ${count(rows)} of ${count(of)} rows.` : '';
  return [
    { kind: 'heading', text: t`What single columns tell about ${quoted(label.name)}` },
    {
      kind: 'bars',
      bars: found.map(({ name, score }) => ({
        label: name,
        part: score,
        text: score.toFixed(2),
        rare: score >= 0.8,
      })),
    },
    {
      kind: 'prose',
      text: t`${label.kind === 'classes' ? t('Weighted F1 above always answering the most frequent class') : t('Error below that of the median')}, on rows left out of the fit: 0 tells nothing, 1 gives the label away.${basis}`,
    },
  ];
}

function pairs({ pairs: all }: Associations): Block[] {
  const found = all.filter(({ strength }) => strength >= STRONG).slice(0, SHOWN);
  if (found.length === 0) return [];
  return [
    { kind: 'heading', text: t('Columns that say the same') },
    {
      kind: 'table',
      head: [
        { text: t('Column') },
        { text: t('With') },
        { text: t('Strength'), numeric: true },
        { text: t('Measured as') },
      ],
      rows: found.map(({ names, strength, kind, oneToOne }) => [
        { code: names[0] },
        { code: names[1] },
        strength.toFixed(2),
        oneToOne
          ? t('one to one')
          : kind === 'numbers'
            ? t('correlation')
            : kind === 'categories'
              ? t("Cramér's V, corrected")
              : t('correlation ratio'),
      ]),
    },
  ];
}
