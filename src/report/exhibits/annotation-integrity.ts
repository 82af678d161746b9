import type { AnnotationIntegrity } from '../../engine/metrics/imbalance/annotation-integrity';
import { count } from '../../engine/words';
import type { Exhibit } from './exhibit';

/** What each count means. */
const RULES: Readonly<Record<keyof AnnotationIntegrity['counts'], string>> = {
  orphanImage: 'Annotations of images that are not listed',
  orphanCategory: 'Annotations of categories that are not listed',
  empty: 'Boxes without width or height',
  tiny: 'Boxes thinner than a pixel',
  outside: 'Boxes beyond their image',
  shortPolygon: 'Polygons of fewer than three points',
  areaDiffers: 'Areas that are not those of the shape',
  exactDuplicates: 'Pairs of equal boxes of one category',
  alikeSame: 'Pairs that overlap by 95%, one category',
  alikeDifferent: 'Pairs that overlap by 95%, two categories',
  imagesWithoutAnnotations: 'Images without annotations',
  unusedCategories: 'Categories without annotations',
  repeatedImages: 'Images listed again',
  repeatedCategories: 'Categories listed again',
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
      { kind: 'heading', text: 'Annotations' },
      {
        kind: 'table',
        head: [{ text: 'What' }, { text: 'How many', numeric: true }, { text: 'Ids' }],
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
