import type { AnnotationIntegrity } from '../../engine/metrics/imbalance/annotation-integrity';
import { count } from '../../engine/words';
import type { Exhibit } from './exhibit';
import { t } from '../../engine/language';

/** What each count means. */
const RULES: Readonly<Record<keyof AnnotationIntegrity['counts'], string>> = {
  orphanImage: t('Annotations of images that are not listed'),
  orphanCategory: t('Annotations of categories that are not listed'),
  empty: t('Boxes without width or height'),
  tiny: t('Boxes thinner than a pixel'),
  outside: t('Boxes beyond their image'),
  shortPolygon: t('Polygons of fewer than three points'),
  areaDiffers: t('Areas that are not those of the shape'),
  exactDuplicates: t('Pairs of equal boxes of one category'),
  alikeSame: t('Pairs that overlap by 95%, one category'),
  alikeDifferent: t('Pairs that overlap by 95%, two categories'),
  imagesWithoutAnnotations: t('Images without annotations'),
  unusedCategories: t('Categories without annotations'),
  repeatedImages: t('Images listed again'),
  repeatedCategories: t('Categories listed again'),
};
const IDS = 8;

/** Faults of annotations with the ids that have them. */
export const annotationIntegrityExhibit: Exhibit<AnnotationIntegrity> = {
  metric: 'annotation-integrity',
  tab: 'Problems',
  show(numbers) {
    const faults = Object.keys(RULES) as (keyof typeof RULES)[];
    const found = faults.filter((fault) => numbers.counts[fault] > 0);
    if (found.length === 0) return [];
    return [
      { kind: 'heading', text: t('Annotations') },
      {
        kind: 'table',
        head: [{ text: t('What') }, { text: t('How many'), numeric: true }, { text: t('Ids') }],
        rows: found.map((fault) => {
          const ids = numbers[fault]
            .slice(0, IDS)
            .map((id) => (Array.isArray(id) ? id.join('+') : String(id)));
          const more = numbers.counts[fault] > IDS ? ' …' : '';
          return [RULES[fault], count(numbers.counts[fault]), { code: `${ids.join(', ')}${more}` }];
        }),
      },
    ];
  },
};
