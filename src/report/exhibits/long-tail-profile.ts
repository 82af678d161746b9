import type { LongTailProfile } from '../../engine/metrics/imbalance/long-tail-profile';
import { count, many, percent, quoted } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** Fewer classes have no tail worth a chart. */
const ENOUGH = 8;

/** Rank and rows of every class, with head, middle and tail. */
export const longTailExhibit: Exhibit<LongTailProfile> = {
  metric: 'long-tail-profile',
  tab: 'Classes',
  show(numbers) {
    const { classCount, rows, ranks, column } = numbers;
    if (classCount < ENOUGH) return [];
    const most = Math.max(2, ranks[0]?.[1] ?? 2);
    const band = (name: string, classes: number, held: number) => [
      name,
      count(classes),
      count(held),
      percent(held / rows),
    ];
    return [
      { kind: 'heading', text: t`Head and tail of ${quoted(column)}` },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Effective Classes'),
            value: numbers.hill[1].toFixed(1),
            note: t`of ${count(classCount)}`,
          },
          {
            label: t('Half of all rows'),
            value: many(numbers.cover50, 'class', 'classes'),
            note: t`80% in ${count(numbers.cover80)}, 95% in ${count(numbers.cover95)}`,
          },
          {
            label: t('Classes in all, estimated'),
            value: t`about ${count(numbers.chao1)}`,
            note: t`the next row is of a new one in ${percent(numbers.missingMass)}`,
          },
        ],
      },
      {
        kind: 'chart',
        chart: {
          title: t`Rows per value of ${quoted(column)}, by rank`,
          caption: t('Both axes in powers of ten; dashed: 20 and 100 rows'),
          text: t`The most frequent of ${count(classCount)} values has ${many(most, 'row')}, the rarest ${count(ranks.at(-1)?.[1] ?? 0)}; ${count(numbers.few)} have fewer than 20.`,
          x: {
            label: t('rank'),
            scale: 'log',
            low: 1,
            high: Math.max(2, classCount),
            unit: 'number',
          },
          y: { label: t('rows'), scale: 'log', low: 1, high: most, unit: 'number' },
          layers: [
            ...[100, 20]
              .filter((level) => level < most)
              .map((level) => ({
                kind: 'line' as const,
                tone: 'quiet' as const,
                points: [
                  [1, level],
                  [classCount, level],
                ] as const,
              })),
            { kind: 'line', points: ranks },
            { kind: 'dots', points: ranks.filter(([, c]) => c < 20), tone: 'rare' },
          ],
        },
      },
      {
        kind: 'table',
        head: [
          { text: t('Classes with') },
          { text: t('Classes'), numeric: true },
          { text: t('Rows'), numeric: true },
          { text: t('Share'), numeric: true },
        ],
        rows: [
          band(t('more than 100 rows'), numbers.many, numbers.rowsMany),
          band(t('20 to 100 rows'), numbers.medium, numbers.rowsMedium),
          band(t('fewer than 20 rows'), numbers.few, numbers.rowsFew),
        ],
      },
    ];
  },
};
