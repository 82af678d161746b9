import type { BatchExposure } from '../../engine/metrics/imbalance/batch-exposure';
import { count, percent, quoted } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Classes in the table. */
const SHOWN = 8;
/** Chance of a batch without a class below which nothing needs to be shown. */
const SELDOM = 0.001;

/** Chance of batches without the rare classes, as a curve and a table. */
export const batchExposureExhibit: Exhibit<BatchExposure> = {
  metric: 'batch-exposure',
  tab: 'Classes',
  show({ classes, curves, batchSize, column }) {
    const rarest = classes[0];
    if (!rarest || rarest.noneShuffled < SELDOM) return [];
    const size = String(batchSize);
    const last = curves[0]?.points.at(-1)?.[0] ?? 1;
    return [
      {
        kind: 'chart',
        chart: {
          title: t`Batches without class ${quoted(rarest.value)}`,
          caption: t`Chance that a random batch holds no row of the rarest values of ${quoted(column)}`,
          text: t`${percent(rarest.noneShuffled)} of batches of ${size} rows hold no ${quoted(rarest.value)}; from ${count(rarest.smallestBatchShuffled)} rows per batch on at most 5%.`,
          x: { label: t('rows per batch'), scale: 'linear', low: 0, high: last, unit: 'number' },
          y: { label: '', scale: 'linear', low: 0, high: 1, unit: 'share' },
          layers: [
            { kind: 'rule', at: batchSize, name: t`${percent(rarest.noneShuffled)} at ${size}` },
            ...[...curves].reverse().map(({ points, value }) => ({
              kind: 'line' as const,
              points,
              tone: value === rarest.value ? ('rare' as const) : ('quiet' as const),
            })),
          ],
        },
      },
      { kind: 'heading', text: t('Classes in batches') },
      {
        kind: 'table',
        head: [
          { text: t('Class') },
          { text: t`Rows in a batch of ${size}`, numeric: true },
          { text: t('Batches without'), numeric: true },
          { text: t('Rows per batch for 5%'), numeric: true },
        ],
        rows: classes
          .slice(0, SHOWN)
          .map((c) => [
            { code: c.value },
            c.expected.toFixed(2),
            percent(c.noneShuffled),
            count(c.smallestBatchShuffled),
          ]),
      },
    ];
  },
};
