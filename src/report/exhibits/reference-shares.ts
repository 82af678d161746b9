import type { ReferenceShares } from '../../engine/metrics/imbalance/reference-shares';
import { count, percent } from '../../engine/words';
import type { Exhibit } from './exhibit';

const SHOWN = 20;

/** Shares here and in the reference. */
export const referenceExhibit: Exhibit<ReferenceShares> = {
  metric: 'reference-shares',
  tab: 'Groups',
  show({ cells, column, totalVariation }) {
    return [
      { kind: 'heading', text: `${column} beside the reference` },
      {
        kind: 'table',
        head: [
          { text: column },
          { text: 'Rows', numeric: true },
          { text: 'Here', numeric: true },
          { text: 'Reference', numeric: true },
          { text: 'Here / reference', numeric: true },
          { text: '95% interval', numeric: true },
        ],
        rows: cells
          .slice(0, SHOWN)
          .map((c) => [
            { code: c.value },
            count(c.rows),
            percent(c.share),
            percent(c.reference),
            c.ratio.toFixed(2),
            `${c.low.toFixed(2)} to ${c.high.toFixed(2)}`,
          ]),
      },
      {
        kind: 'prose',
        text: `${percent(totalVariation)} of rows would need to be of another value.`,
      },
    ];
  },
};
