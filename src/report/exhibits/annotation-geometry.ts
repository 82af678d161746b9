import type { AnnotationGeometry } from '../../engine/metrics/imbalance/annotation-geometry';
import { count, percent } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

const SHOWN = 12;

/** Sizes and places of the boxes of each category. */
export const annotationGeometryExhibit: Exhibit<AnnotationGeometry> = {
  metric: 'annotation-geometry',
  tab: 'Classes',
  show({ categories }) {
    return [
      { kind: 'heading', text: t('Sizes and places of boxes') },
      {
        kind: 'table',
        head: [
          { text: t('Category') },
          { text: t('Boxes'), numeric: true },
          { text: t('Below 32²'), numeric: true },
          { text: t('96² and above'), numeric: true },
          { text: t('At the border'), numeric: true },
          { text: t('Off the middle'), numeric: true },
          { text: t('Spread'), numeric: true },
        ],
        rows: categories
          .slice(0, SHOWN)
          .map((c) => [
            { code: c.name },
            count(c.boxes),
            percent(c.small),
            percent(c.large),
            percent(c.atBorder),
            c.centreOffset.toFixed(2),
            c.relativeDimension === null ? '' : percent(c.relativeDimension),
          ]),
      },
      {
        kind: 'prose',
        text: t(
          'Off the middle: median distance of the centre from that of the image, in widths and heights. Spread: 100% is scattered evenly over the image.',
        ),
      },
    ];
  },
};
