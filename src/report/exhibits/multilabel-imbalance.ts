import type { MultilabelImbalance } from '../../engine/metrics/imbalance/multilabel-imbalance';
import { count, percent, times } from '../../engine/words';
import type { Exhibit } from './exhibit';

const SHOWN = 15;

/** Labels with their rows, ratios and how they come together. */
export const multilabelExhibit: Exhibit<MultilabelImbalance> = {
  metric: 'multilabel-imbalance',
  tab: 'Classes',
  show(numbers) {
    const { labels, rows, meanIr, cvir, scumble, cardinality, labelSets, labelCount } = numbers;
    return [
      { kind: 'heading', text: 'Rows per label' },
      {
        kind: 'figures',
        figures: [
          {
            label: 'Mean Imbalance Ratio',
            value: meanIr.toFixed(2),
            note: `varying by ${cvir.toFixed(2)} between labels`,
          },
          {
            label: 'SCUMBLE',
            value: scumble.toFixed(3),
            note: 'above 0.1: rare labels with frequent ones',
          },
          {
            label: 'Labels per row',
            value: cardinality.toFixed(2),
            note: `of ${count(labelCount)}, in ${count(labelSets)} sets`,
          },
        ],
      },
      {
        kind: 'table',
        head: [
          { text: 'Label' },
          { text: 'Rows', numeric: true },
          { text: 'Share', numeric: true },
          { text: 'Without per row with', numeric: true },
          { text: 'IRLbl', numeric: true },
          { text: 'Minority' },
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
            l.minority ? 'yes' : 'no',
          ]),
      },
      ...(labelCount > SHOWN
        ? [{ kind: 'prose' as const, text: `The rarest ${String(SHOWN)} of ${count(labelCount)}.` }]
        : []),
    ];
  },
};
