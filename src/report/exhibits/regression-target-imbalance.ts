import type { RegressionTargetImbalance } from '../../engine/metrics/imbalance/regression-target-imbalance';
import { count, percent, quoted } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** The target's histogram with sparse ranges marked, and the smoothed density. */
export const regressionTargetExhibit: Exhibit<RegressionTargetImbalance> = {
  metric: 'regression-target-imbalance',
  tab: 'Classes',
  show(numbers) {
    const { bins, target, estimated, few, rows, fewShare } = numbers;
    const most = Math.max(...bins.map((bin) => bin.count));
    const middle = ({ from, to }: (typeof bins)[number]) => (from + to) / 2;
    const about = estimated ? t(' Counts are estimates within 1%.') : '';
    return [
      {
        kind: 'chart',
        chart: {
          title: t`Rows per range of ${quoted(target)}`,
          caption: t`Marked: fewer than 20 rows. Line: smoothed over neighbouring ranges.${about}`,
          text: t`${count(bins.length)} ranges of ${count(rows)} rows; ${count(few)} have fewer than 20 rows, ${percent(fewShare)} of the range.${about}`,
          x: {
            label: target,
            scale: 'linear',
            low: bins[0]!.from,
            high: bins.at(-1)!.to,
            unit: 'number',
          },
          y: { label: t('rows'), scale: 'linear', low: 0, high: most, unit: 'number' },
          layers: [
            {
              kind: 'bars',
              bars: bins.map((bin) => ({
                from: bin.from,
                to: bin.to,
                value: bin.count,
                tone: bin.band === 'few' ? ('rare' as const) : ('plain' as const),
              })),
            },
            {
              kind: 'line',
              tone: 'quiet',
              points: bins.map((bin) => [middle(bin), bin.smoothed] as const),
            },
          ],
        },
      },
    ];
  },
};
