import type { ReferenceShares } from '../../engine/metrics/imbalance/reference-shares';
import { count, percent, quoted } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 20;

/** Shares here and in the reference. */
export const referenceExhibit: Exhibit<ReferenceShares> = {
  metric: 'reference-shares',
  tab: 'Groups',
  show({ cells, column, totalVariation }) {
    return [
      { kind: 'heading', text: t`${quoted(column)} beside the reference` },
      {
        kind: 'table',
        head: [
          { text: column },
          { text: t('Rows'), numeric: true },
          { text: t('Here'), numeric: true },
          { text: t('Reference'), numeric: true },
          { text: t('Here / reference'), numeric: true },
          { text: t('95% interval'), numeric: true },
        ],
        rows: cells
          .slice(0, SHOWN)
          .map((c) => [
            { code: c.value },
            count(c.rows),
            percent(c.share),
            percent(c.reference),
            c.ratio.toFixed(2),
            t`${c.low.toFixed(2)} to ${c.high.toFixed(2)}`,
          ]),
      },
      {
        kind: 'prose',
        text: t`${percent(totalVariation)} of rows would need to be of another value.`,
      },
    ];
  },
};
