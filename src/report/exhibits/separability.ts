import type { Separability } from '../../engine/metrics/imbalance/separability';
import { count, percent } from '../../engine/words';
import type { Exhibit } from './exhibit';

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
    const what = `${count(features.columns)} ${features.of === 'numbers' ? 'numeric features' : features.of === 'vectors' ? 'column of vectors' : 'text, by its words'}`;
    const basis =
      rows < of
        ? `Estimated from ${count(rows)} of ${first ? 'the first' : 'all'} rows`
        : 'From all rows';
    return [
      { kind: 'heading', text: 'How far classes lie apart' },
      {
        kind: 'table',
        head: [
          { text: 'Class' },
          { text: 'Rows', numeric: true },
          { text: 'Own kind nearby', numeric: true },
          { text: 'Above chance', numeric: true },
          { text: 'Mostly mixed with' },
          { text: 'Share', numeric: true },
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
        text: `Share of the same class among the ${String(neighbours)} nearest rows. Above chance: 0 is as mixed as can be, 1 is apart. ${basis}, by ${what}.`,
      },
    ];
  },
};
