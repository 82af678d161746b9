import type { SubclassStructure } from '../../engine/metrics/imbalance/subclass-structure';
import { about, count, percent } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;

/** Classes with their kinds, and a row that is typical of each. */
export const subclassExhibit: Exhibit<SubclassStructure> = {
  metric: 'subclass-structure',
  tab: 'Classes',
  show({ classes, rows, of, first }) {
    const several = classes.filter(({ kinds }) => kinds.length > 1);
    if (several.length === 0) return [];
    const estimated = rows < of;
    const lines = several.flatMap((each) =>
      each.kinds.map((kind, i) => [
        { code: each.value },
        String(i + 1),
        estimated ? about(kind.rows) : count(kind.rows),
        percent(kind.rows / each.count),
        { rows: kind.exemplar === null ? [] : [kind.exemplar] },
        i === 0 ? each.silhouette!.toFixed(2) : '',
        i === 0 ? each.diversity.toFixed(2) : '',
      ]),
    );
    return [
      { kind: 'heading', text: t('Kinds within classes') },
      {
        kind: 'table',
        head: [
          { text: t('Class') },
          { text: t('Kind'), numeric: true },
          { text: t('Rows'), numeric: true },
          { text: t('Share of the class'), numeric: true },
          { text: t('Typical data row'), numeric: true },
          { text: t('Silhouette'), numeric: true },
          { text: t('Diversity'), numeric: true },
        ],
        rows: lines.slice(0, SHOWN),
      },
      {
        kind: 'prose',
        text: t`Kinds by k-means, as many as lie apart best; silhouette: 1 is apart, below 0.25 counts as one kind. Diversity: distance of two rows of the class over that of any two.${estimated ? t` Estimated from ${count(rows)} of ${first ? t('the first') : t('all')} rows.` : ''}`,
      },
    ];
  },
};
