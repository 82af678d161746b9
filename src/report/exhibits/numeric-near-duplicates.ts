import type { NumericNearDuplicates } from '../../engine/metrics/duplicates/numeric-near-duplicates';
import { count, listed, many, percent, quoted } from '../../engine/words';
import type { Chart } from '../charts/chart';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 10;

/** How near rows lie to their nearest, and the nearest pairs. */
export const numericNearExhibit: Exhibit<NumericNearDuplicates> = {
  metric: 'numeric-near-duplicates',
  tab: 'Duplicates',
  show(numbers) {
    const { near, equal, asked, rows, share, of, columns, nearest } = numbers;
    if (near === equal) return [];
    const what =
      of === 'vectors' ? t`the vectors of ${quoted(columns[0]!)}` : many(columns.length, 'number');
    const basis = asked < rows ? t`, estimated from ${count(asked)} of them` : '';
    return [
      {
        kind: 'heading',
        text: of === 'vectors' ? t('Near-duplicate vectors') : t('Near-duplicate numbers'),
      },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Nearly equal'),
            value: count(near),
            note: t`rows, ${percent(share)}${basis}`,
          },
          { label: t('Equal'), value: count(equal), note: t('of these, in all that is compared') },
        ],
      },
      {
        kind: 'prose',
        text: t`${many(rows, 'row')} compared by ${what}${of === 'numbers' ? `: ${listed(columns.map(quoted), 6)}` : ''}.`,
      },
      { kind: 'chart', chart: chartOf(numbers) },
      {
        kind: 'table',
        head: [
          { text: t('Two rows') },
          { text: of === 'vectors' ? '1 - Cosine' : t('Of the Usual Distance'), numeric: true },
        ],
        rows: nearest
          .slice(0, SHOWN)
          .map((pair) => [{ rows: pair.rows }, pair.distance.toPrecision(2)]),
      },
    ];
  },
};

function chartOf({ histogram, asked, share, of, median, cut }: NumericNearDuplicates): Chart {
  const at = median > 0 ? (of === 'vectors' ? Math.sqrt(cut / median) : cut / median) : 0;
  return {
    title: t('Distance to the nearest row'),
    caption: t('In units of the usual one, the median'),
    text: t`${percent(share)} of ${many(asked, 'row')} have another within ${at.toPrecision(2)} of the median distance to the nearest.`,
    x: { label: t('of the median distance'), scale: 'linear', low: 0, high: 2.1, unit: 'number' },
    y: {
      label: t('rows'),
      scale: 'linear',
      low: 0,
      high: Math.max(1, ...histogram),
      unit: 'number',
    },
    layers: [
      {
        kind: 'bars',
        bars: histogram.map((value, i) => ({
          from: i / 10,
          to: (i + 1) / 10,
          value,
          ...((i + 1) / 10 <= at + 0.1 && { tone: 'rare' as const }),
        })),
      },
      { kind: 'rule', at: Math.min(2, at), name: t('near') },
    ],
  };
}
