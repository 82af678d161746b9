import { sumOf } from './sum';

/** Boxes per category in one image: category index -> instances. */
export type ImageCounts = ReadonlyMap<number, number>;

/** How often to repeat images so that rare categories are seen. */
export interface RepeatFactors {
  /** Per category: max(1, sqrt(t / f)), 1 for a category without images. */
  readonly categories: readonly number[];
  /** Per image: the largest factor of its categories, 1 without any. */
  readonly images: readonly number[];
  /** Length of an epoch over the number of images. */
  readonly growth: number;
}

/** Images and instances per category, with their shares of all images and instances. */
export interface CategoryShares {
  readonly images: readonly number[];
  readonly instances: readonly number[];
  readonly ofImages: readonly number[];
  readonly ofInstances: readonly number[];
}

/** Counts categories over images. */
export function categoryShares(images: readonly ImageCounts[], categories: number): CategoryShares {
  const inImages = new Array<number>(categories).fill(0);
  const instances = new Array<number>(categories).fill(0);
  for (const counts of images) {
    for (const [category, n] of counts) {
      inImages[category]!++;
      instances[category]! += n;
    }
  }
  const all = sumOf(categories, (i) => instances[i]!);
  return {
    images: inImages,
    instances,
    ofImages: inImages.map((m) => (images.length > 0 ? m / images.length : 0)),
    ofInstances: instances.map((b) => (all > 0 ? b / all : 0)),
  };
}

/**
 * Repeat factors of Gupta, Dollar and Girshick 2019 (`images`), or with the geometric mean of the shares of images and
 * of instances in their place (`instances`: Yaman et al. 2023).
 */
export function repeatFactors(
  images: readonly ImageCounts[],
  { ofImages, ofInstances }: CategoryShares,
  t: number,
  by: 'images' | 'instances',
): RepeatFactors {
  const categories = ofImages.map((f, i) => {
    const share = by === 'images' ? f : Math.sqrt(f * ofInstances[i]!);
    return share > 0 ? Math.max(1, Math.sqrt(t / share)) : 1;
  });
  const perImage = images.map((counts) => {
    let most = 1;
    for (const category of counts.keys()) most = Math.max(most, categories[category]!);
    return most;
  });
  const total = sumOf(perImage.length, (i) => perImage[i]!);
  return { categories, images: perImage, growth: images.length > 0 ? total / images.length : 1 };
}

/** The threshold t at which an epoch grows to `wanted` times its length, by bisection; growth is monotone in t. */
export function thresholdFor(wanted: number, growth: (t: number) => number): number {
  let [low, high] = [0, 1];
  if (growth(high) <= wanted) return high;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (growth(middle) <= wanted) low = middle;
    else high = middle;
  }
  return low;
}
