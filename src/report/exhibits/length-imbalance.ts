import type { LengthImbalance } from '../../engine/metrics/imbalance/length-imbalance';
import { count, percent, quoted } from '../../engine/words';
import type { Block } from '../document';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 8;

/** Lengths in tokens, what truncation and padding do, and lengths by class. */
export const lengthExhibit: Exhibit<LengthImbalance> = {
  metric: 'length-imbalance',
  tab: 'Columns',
  show(numbers) {
    const { column, spread, histogram, rows, total, tokens, context, truncatedRows } = numbers;
    const most = Math.max(...histogram.map((bin) => bin.rows));
    const estimate = tokens === 'estimate' ? t(' Tokens are estimated as characters / 4.') : '';
    return [
      { kind: 'heading', text: t`Lengths of ${quoted(column)}` },
      {
        kind: 'figures',
        figures: [
          {
            label: t('Tokens per row'),
            value: count(spread[1]),
            note: t`in the middle; 95% below ${count(spread[2])}, at most ${count(spread[4])}`,
          },
          {
            label: t`Beyond ${count(context)}`,
            value: count(truncatedRows),
            note: t`rows, ${percent(total > 0 ? numbers.lostTokens / total : 0)} of tokens lost`,
          },
          {
            label: t('Padding'),
            value: percent(numbers.paddingRandom),
            note: t`of random batches of ${String(numbers.batchSize)}; ${percent(numbers.paddingSorted)} sorted by length`,
          },
        ],
      },
      {
        kind: 'chart',
        chart: {
          title: t`Rows by tokens of ${quoted(column)}`,
          caption: t`A bar per doubling.${estimate}`,
          text: t`${count(rows)} rows; half have ${count(spread[1])} tokens or fewer, 1% more than ${count(spread[3])}. The longest 1% hold ${percent(numbers.longest.tokens)} of all tokens.${estimate}`,
          x: {
            label: t('tokens'),
            scale: 'log',
            low: Math.max(0.5, histogram[0]!.from),
            high: histogram.at(-1)!.to,
            unit: 'number',
          },
          y: { label: t('rows'), scale: 'linear', low: 0, high: most, unit: 'number' },
          layers: [
            {
              kind: 'bars',
              bars: histogram.map((bin) => ({
                from: Math.max(0.5, bin.from),
                to: bin.to,
                value: bin.rows,
                tone: bin.from >= context ? ('rare' as const) : ('plain' as const),
              })),
            },
            ...(truncatedRows > 0
              ? [{ kind: 'rule' as const, at: context, name: t`context ${count(context)}` }]
              : []),
          ],
        },
      },
      ...lengthsBy(t('Class'), numbers.byClass),
      ...lengthsBy(t('Source'), numbers.bySource),
    ];
  },
};

function lengthsBy(what: string, found: LengthImbalance['byClass']): Block[] {
  if (!found) return [];
  return [
    {
      kind: 'table',
      head: [
        { text: what },
        { text: t('Rows'), numeric: true },
        { text: t('Tokens in the middle'), numeric: true },
        { text: t('Longer than another'), numeric: true },
      ],
      rows: found.classes
        .slice(0, SHOWN)
        .map((c) => [{ code: c.value }, count(c.rows), count(c.median), percent(c.auroc)]),
    },
    {
      kind: 'prose',
      text: t`By ${found.first ? t('the first') : t('a sample of')} ${count(found.rows)} rows.`,
    },
  ];
}
