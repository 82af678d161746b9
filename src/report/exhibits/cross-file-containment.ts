import type { CrossFileContainment } from '../../engine/metrics/duplicates/cross-file-containment';
import { count, percent } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;

/** Which file's rows are in which other. */
export const crossFileExhibit: Exhibit<CrossFileContainment> = {
  metric: 'cross-file-containment',
  tab: 'Duplicates',
  show({ pairs }) {
    if (pairs.length === 0) return [];
    return [
      { kind: 'heading', text: t('Files within files') },
      {
        kind: 'table',
        head: [
          { text: t('Different rows of') },
          { text: t('that are also in') },
          { text: t('Rows'), numeric: true },
          { text: t('Share'), numeric: true },
          { text: t('Share of the other'), numeric: true },
        ],
        rows: pairs
          .slice(0, SHOWN)
          .map(({ child, parent, shared, childInParent, parentInChild }) => [
            { code: child },
            { code: parent },
            count(shared),
            percent(childInParent),
            percent(parentInChild),
          ]),
      },
    ];
  },
};
