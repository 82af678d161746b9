import type { MultilabelImbalance } from '../../engine/metrics/imbalance/multilabel-imbalance';
import { count, percent, times } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 15;

/** Labels with their rows, ratios and how they come together. */
export const multilabelExhibit: Exhibit<MultilabelImbalance> = {
  metric: 'multilabel-imbalance',
  tab: 'Classes',
  show(numbers) {
    const { labels, rows, meanIr, cvir, scumble, cardinality, labelSets, labelCount } = numbers;
    return [
      { kind: 'heading', text: t('Rows per label') },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Mean Imbalance Ratio'),
            value: meanIr.toFixed(2),
            note: t`varying by ${cvir.toFixed(2)} between labels`,
          },
          {
            label: 'SCUMBLE',
            value: scumble.toFixed(3),
            note: t('above 0.1: rare labels with frequent ones'),
          },
          {
            label: t('Labels per row'),
            value: cardinality.toFixed(2),
            note: t`of ${count(labelCount)}, in ${count(labelSets)} sets`,
          },
        ],
      },
      {
        kind: 'table',
        head: [
          { text: t('Label') },
          { text: t('Rows'), numeric: true },
          { text: t('Share'), numeric: true },
          { text: t('Without per row with'), numeric: true },
          { text: 'IRLbl', numeric: true },
          { text: t('Minority') },
        ],
        rows: [...labels]
          .sort((a, b) => a.positives - b.positives)
          .slice(0, SHOWN)
          .map((l) => [
            { code: l.label },
            count(l.positives),
            percent(l.positives / rows),
            l.ratio === null ? '' : times(l.ratio),
            l.irLbl === null ? '' : times(l.irLbl),
            l.minority ? t('yes') : t('no'),
          ]),
      },
      ...(labelCount > SHOWN
        ? [
            {
              kind: 'prose' as const,
              text: t`The rarest ${String(SHOWN)} of ${count(labelCount)}.`,
            },
          ]
        : []),
    ];
  },
};
