import { sumOf } from '../../../statistics/sum';
import { quantile, weightedValues } from '../../../statistics/weighted-values';
import { count, listed, many, percent, quoted, times } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { AnnotatedCategory, AnnotationImbalance } from '../annotation-imbalance';
import { RARE } from './category-figures';
import { t } from '../../../language';

const MANY_RARE = 0.2;
const GROWN = 2;
const CROWDED = 10;
const BACKGROUND = 0.3;

const names = (list: readonly AnnotatedCategory[]) => listed(list.map(({ name }) => quoted(name)));

/** Many categories are in few images. */
export function rareCategories(
  { rare, categoryCount, categories }: AnnotationImbalance,
  columns: readonly number[],
): AlertDraft | undefined {
  if (rare / categoryCount <= MANY_RARE) return undefined;
  const found = categories.filter(({ bucket }) => bucket === 'rare');
  return {
    code: 'rare-categories',
    severity: 'warning',
    title: t`${count(rare)} of ${many(categoryCount, 'category', 'categories')} are in at most ${String(RARE)} images`,
    message: t`Such are ${names(found)}. A detector sees them once in thousands of images: repeat images by how rare their categories are.`,
    columns,
    value: rare / categoryCount,
    threshold: MANY_RARE,
    rowCount: sumOf(found.length, (i) => found[i]!.instances),
    evidence: 'rare',
    remedies: [
      { method: 'repeat-factors', why: t('Repeats images of rare categories.') },
      { method: 'collection-plan', why: t('More images of the rarest categories.') },
    ],
  };
}

/** Categories that are in no image. */
export function unseen(
  { unseen: n, categories }: AnnotationImbalance,
  columns: readonly number[],
): AlertDraft | undefined {
  if (n === 0) return undefined;
  const found = categories.filter(({ bucket }) => bucket === 'none');
  return {
    code: 'unseen-categories',
    severity: 'warning',
    title: t`${many(n, 'category', 'categories')} ${n === 1 ? t('is') : t('are')} in no image`,
    message: t`${names(found)}: a model cannot learn what it never sees. Collect images, or take ${n === 1 ? t('it') : t('them')} off the list.`,
    columns,
    value: n,
    remedies: [{ method: 'collection-plan', why: t('Images of categories without any.') }],
  };
}

/** A category with many boxes on each of its images. */
export function crowded(
  { categories }: AnnotationImbalance,
  columns: readonly number[],
): AlertDraft | undefined {
  const seen = categories.filter(({ images }) => images > 0);
  const ratios = seen.map(({ images, instances }) => instances / images);
  const middle = quantile(
    weightedValues(
      ratios,
      ratios.map(() => 1),
    ),
    0.5,
  );
  const found = seen
    .filter((_, i) => ratios[i]! > CROWDED * middle)
    .sort((a, b) => b.instances - a.instances);
  const worst = found[0];
  if (!worst) return undefined;
  return {
    code: 'crowded-category',
    severity: 'info',
    title: t`${quoted(worst.name)} has ${times(worst.instances / worst.images)} boxes per image it is in`,
    message: t`Counting images hides ${count(worst.instances)} boxes.${found.length > 1 ? t` Likewise ${names(found.slice(1))}.` : ''} Use the factor that counts instances too.`,
    columns,
    value: worst.instances / worst.images,
    threshold: CROWDED * middle,
    remedies: [{ method: 'repeat-factors', why: t('Counts instances as well as images.') }],
  };
}

/** Repeat factors make an epoch long. */
export function grown(
  { rfsGrowth, t: threshold }: AnnotationImbalance,
  columns: readonly number[],
): AlertDraft | undefined {
  if (rfsGrowth <= GROWN) return undefined;
  return {
    code: 'long-epoch',
    severity: 'info',
    title: t`Repeat factors at t = ${String(Number(threshold.toPrecision(3)))} make an epoch ${times(rfsGrowth)} times as long`,
    message: t('Choose a smaller threshold, or give the growth you want and have it chosen.'),
    columns,
    value: rfsGrowth,
    threshold: GROWN,
  };
}

/** Many images have no box. */
export function background(
  { background: share, images }: AnnotationImbalance,
  columns: readonly number[],
): AlertDraft | undefined {
  if (share <= BACKGROUND) return undefined;
  return {
    code: 'images-without-boxes',
    severity: 'info',
    title: t`${percent(share)} of ${count(images)} images have no box`,
    message: t(
      'Whether nothing is on them or nobody looked is not said: many trainers leave them out, which changes what background is.',
    ),
    columns,
    value: share,
    threshold: BACKGROUND,
  };
}
