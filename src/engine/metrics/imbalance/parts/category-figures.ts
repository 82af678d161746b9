import type { Annotations } from '../../../annotations/annotations';
import { entropy, gini } from '../../../statistics/evenness';
import {
  repeatFactors,
  type CategoryShares,
  type ImageCounts,
} from '../../../statistics/repeat-factors';
import { sumOf } from '../../../statistics/sum';
import { quantile, weightedValues } from '../../../statistics/weighted-values';
import type { AnnotationImbalance } from '../annotation-imbalance';

/** Images up to which a category is rare, and common (LVIS). */
export const RARE = 10;
const COMMON = 100;
const LISTED = 1500;

/** Instances per category in each image. */
export function countsPerImage(
  { images, image, category, crowd, count: rows }: Annotations,
  crowds: boolean,
): Map<number, number>[] {
  const perImage = images.map(() => new Map<number, number>());
  for (let row = 0; row < rows; row++) {
    const [of, what] = [image[row]!, category[row]!];
    if (of < 0 || what < 0 || (!crowds && crowd[row] === 1)) continue;
    const counts = perImage[of]!;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return perImage;
}

const bucketOf = (images: number) =>
  images === 0 ? 'none' : images <= RARE ? 'rare' : images <= COMMON ? 'common' : 'frequent';

/** Figures of categories from their counts per image; `locations`: what a prior is a share of, all boxes when null. */
export function categoryFigures(
  { categories }: Annotations,
  perImage: readonly ImageCounts[],
  shares: CategoryShares,
  { t, locations }: { readonly t: number; readonly locations: number | null },
): AnnotationImbalance {
  const rfs = repeatFactors(perImage, shares, t, 'images');
  const irfs = repeatFactors(perImage, shares, t, 'instances');
  const { images, instances, ofInstances } = shares;
  const order = categories.map((_, i) => i).sort((a, b) => images[a]! - images[b]! || a - b);
  const boxes = perImage.map((counts) => [...counts.values()].reduce((sum, n) => sum + n, 0));
  const sizes = weightedValues(
    boxes,
    boxes.map(() => 1),
  );
  const filled = instances.filter((n) => n > 0);
  const within = (bucket: string) => images.filter((m) => bucketOf(m) === bucket).length;
  return {
    images: perImage.length,
    instances: sumOf(instances.length, (i) => instances[i]!),
    categoryCount: categories.length,
    t,
    rfsGrowth: rfs.growth,
    irfsGrowth: irfs.growth,
    categories: order.slice(0, LISTED).map((i) => {
      const prior = locations === null ? ofInstances[i]! : Math.min(1, instances[i]! / locations);
      return {
        ...categories[i]!,
        images: images[i]!,
        instances: instances[i]!,
        bucket: bucketOf(images[i]!),
        rfs: rfs.categories[i]!,
        irfs: irfs.categories[i]!,
        prior,
        bias: prior > 0 && prior < 1 ? -Math.log((1 - prior) / prior) : null,
      };
    }),
    rare: within('rare'),
    common: within('common'),
    frequent: within('frequent'),
    unseen: within('none'),
    background: boxes.filter((n) => n === 0).length / boxes.length,
    perImage: [quantile(sizes, 0.5), quantile(sizes, 0.95), quantile(sizes, 1)],
    gini: gini(filled),
    effectiveCategories: Math.exp(entropy(filled)),
  };
}
