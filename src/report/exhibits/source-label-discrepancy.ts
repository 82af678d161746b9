import type { SourceLabelDiscrepancy } from '../../engine/metrics/imbalance/source-label-discrepancy';
import { count, percent, quoted } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;

/** Sources by how far their label mix is from the target. */
export const sourceLabelExhibit: Exhibit<SourceLabelDiscrepancy> = {
  metric: 'source-label-discrepancy',
  tab: 'Groups',
  show({ sources, column, label, target }) {
    return [
      { kind: 'heading', text: t`Label mix of each ${quoted(column)}` },
      {
        kind: 'table',
        head: [
          { text: column },
          { text: t('Rows'), numeric: true },
          { text: t`${label} differs in`, numeric: true },
          { text: t('Weight'), numeric: true },
        ],
        rows: sources
          .slice(0, SHOWN)
          .map((s) => [
            { code: s.value },
            count(s.rows),
            percent(s.totalVariation),
            percent(s.weight),
          ]),
      },
      {
        kind: 'prose',
        text: t`Share of rows that would need another label to match ${target === 'pooled' ? t('all rows') : t('even classes')}, and a weight that plays such sources down.`,
      },
    ];
  },
};
