import { annotationsOf, NO_ANNOTATIONS } from '../../annotations/read-annotations';
import type { Metric } from '../../metric';
import { categoryShares, repeatFactors, thresholdFor } from '../../statistics/repeat-factors';
import { alertsOf, rowsWhere } from '../alerts';
import { background, crowded, grown, rareCategories, unseen } from './parts/category-alerts';
import { categoryFigures, countsPerImage, RARE } from './parts/category-figures';
import { t } from '../../language';

/** The long tail of categories in annotations of images. */
export interface AnnotationImbalance {
  readonly images: number;
  readonly instances: number;
  readonly categoryCount: number;
  /** Threshold of the repeat factors; growth of an epoch by images, and by images and instances. */
  readonly t: number;
  readonly rfsGrowth: number;
  readonly irfsGrowth: number;
  /** Fewest images first, at most 1,500. */
  readonly categories: readonly AnnotatedCategory[];
  /** Categories in 1 to 10 images, in 11 to 100, in more, in none. */
  readonly rare: number;
  readonly common: number;
  readonly frequent: number;
  readonly unseen: number;
  /** Share of images without any box. */
  readonly background: number;
  /** Boxes per image: median, 95 %, maximum. */
  readonly perImage: readonly [number, number, number];
  /** Of instances over categories. */
  readonly gini: number;
  readonly effectiveCategories: number;
}

/** One category. */
export interface AnnotatedCategory {
  readonly id: string;
  readonly name: string;
  readonly images: number;
  readonly instances: number;
  readonly bucket: 'none' | 'rare' | 'common' | 'frequent';
  readonly rfs: number;
  readonly irfs: number;
  /** Share of instances, or of the locations given; start value of a detector's bias for it: -ln((1 - p) / p). */
  readonly prior: number;
  readonly bias: number | null;
}

/** The long tail of categories, by images and by instances. */
export const annotationImbalance: Metric<AnnotationImbalance> = {
  id: 'annotation-imbalance',
  family: 'imbalance',
  title: 'Annotated categories',
  summary: 'The long tail of categories of boxes, by images and by instances, with repeat factors.',
  cites: [
    'Gupta, Dollar, Girshick 2019: LVIS (repeat factor sampling, rare, common and frequent)',
    'Yaman et al. 2023: Instance-aware repeat factor sampling for long-tailed object detection',
    'Lin et al. 2017: Focal loss (prior of the foreground)',
  ],
  needs: {},
  params: [
    {
      kind: 'number',
      id: 't',
      title: 'Threshold',
      summary: 'Share of images below which images of a category are repeated.',
      default: 0.001,
      min: 0,
      max: 1,
    },
    {
      kind: 'number',
      id: 'growth',
      title: 'Growth',
      summary:
        'Wanted length of an epoch over the number of images; chooses the threshold when set.',
      default: null,
      min: 1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'locations',
      title: 'Candidate Locations',
      summary:
        'Places a detector looks at, over all images: what the prior of a category is a share of; all boxes when not set.',
      default: null,
      min: 1,
      advanced: true,
    },
    {
      kind: 'flag',
      id: 'crowds',
      title: 'Count Crowds',
      summary: 'Count boxes around crowds as instances.',
      default: false,
      advanced: true,
    },
  ],
  measure(table, values, { tick }) {
    const found = annotationsOf(table, tick);
    if (!found) return { applicable: false, reason: NO_ANNOTATIONS };
    tick(0, 1);
    const perImage = countsPerImage(found, values['crowds'] as boolean);
    if (found.categories.length === 0 || found.images.length === 0) {
      return { applicable: false, reason: t('There are no images or no categories.') };
    }
    const shares = categoryShares(perImage, found.categories.length);
    const growth = values['growth'] as number | null;
    const threshold =
      growth === null
        ? (values['t'] as number)
        : thresholdFor(growth, (at) => repeatFactors(perImage, shares, at, 'images').growth);
    const numbers = categoryFigures(found, perImage, shares, {
      t: threshold,
      locations: values['locations'] as number | null,
    });
    const rare = new Set(
      shares.images.flatMap((images, i) => (images > 0 && images <= RARE ? [i] : [])),
    );
    const columns = [found.columns.category];
    const alerts = alertsOf(this.id, [
      rareCategories(numbers, columns),
      unseen(numbers, columns),
      crowded(numbers, columns),
      grown(numbers, columns),
      background(numbers, columns),
    ]);
    return {
      applicable: true,
      numbers,
      alerts,
      evidence: alerts.some(({ evidence }) => evidence === 'rare')
        ? {
            rare: {
              rows: rowsWhere(found.category, (category) => rare.has(category)),
              columns,
              reason: t`Boxes of categories in at most ${String(RARE)} images.`,
            },
          }
        : {},
    };
  },
};
