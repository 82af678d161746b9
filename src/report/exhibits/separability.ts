import type { Separability } from '../../engine/metrics/imbalance/separability';
import { count, percent } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 15;

/** Classes by how much they are among themselves. */
export const separabilityExhibit: Exhibit<Separability> = {
  metric: 'separability',
  tab: 'Classes',
  show(numbers) {
    const { classes, rows, of, first, features, neighbours } = numbers;
    const compared = classes
      .filter(({ purity }) => purity !== null)
      .sort((a, b) => a.lift! - b.lift!);
    if (compared.length === 0) return [];
    const what = `${count(features.columns)} ${features.of === 'numbers' ? t('numeric features') : features.of === 'vectors' ? t('column of vectors') : t('text, by its words')}`;
    const basis =
      rows < of
        ? t`Estimated from ${count(rows)} of ${first ? t('the first') : t('all')} rows`
        : t('From all rows');
    return [
      { kind: 'heading', text: t('How far classes lie apart') },
      {
        kind: 'table',
        head: [
          { text: t('Class') },
          { text: t('Rows'), numeric: true },
          { text: t('Own kind nearby'), numeric: true },
          { text: t('Above chance'), numeric: true },
          { text: t('Mostly mixed with') },
          { text: t('Share'), numeric: true },
        ],
        rows: compared
          .slice(0, SHOWN)
          .map((c) => [
            { code: c.value },
            count(c.count),
            percent(c.purity!),
            c.lift!.toFixed(2),
            c.partner ? { code: c.partner.value } : '',
            c.partner ? percent(c.partner.share) : '',
          ]),
      },
      {
        kind: 'prose',
        text: t`Share of the same class among the ${String(neighbours)} nearest rows. Above chance: 0 is as mixed as can be, 1 is apart. ${basis}, by ${what}.`,
      },
    ];
  },
};
