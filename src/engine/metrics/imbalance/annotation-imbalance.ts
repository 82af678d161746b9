import type { Annotations } from '../../annotations/annotations';
import { annotationsOf, NO_ANNOTATIONS } from '../../annotations/read-annotations';
import type { Metric } from '../../metric';
import { entropy, gini } from '../../statistics/evenness';
import {
  categoryShares,
  repeatFactors,
  thresholdFor,
  type CategoryShares,
  type ImageCounts,
} from '../../statistics/repeat-factors';
import { sumOf } from '../../statistics/sum';
import { quantile, weightedValues } from '../../statistics/weighted-values';
import { count, listed, many, percent, quoted, times } from '../../words';
import { alertsOf, rowsWhere, type AlertDraft } from '../alerts';

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
  /** Share of instances; start value of a detector's bias for it: -ln((1 - p) / p). */
  readonly prior: number;
  readonly bias: number | null;
}

/** Images up to which a category is rare, and common (LVIS). */
const RARE = 10;
const COMMON = 100;
const MANY_RARE = 0.2;
const GROWN = 2;
const CROWDED = 10;
const BACKGROUND = 0.3;
const LISTED = 1500;

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
      return { applicable: false, reason: 'There are no images or no categories.' };
    }
    const shares = categoryShares(perImage, found.categories.length);
    const growth = values['growth'] as number | null;
    const t =
      growth === null
        ? (values['t'] as number)
        : thresholdFor(growth, (at) => repeatFactors(perImage, shares, at, 'images').growth);
    const numbers = report(found, perImage, shares, t);
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
              reason: `Boxes of categories in at most ${String(RARE)} images.`,
            },
          }
        : {},
    };
  },
};

/** Instances per category in each image. */
function countsPerImage(
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

function report(
  { categories }: Annotations,
  perImage: readonly ImageCounts[],
  shares: CategoryShares,
  t: number,
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
      const prior = ofInstances[i]!;
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

const names = (list: readonly AnnotatedCategory[]) => listed(list.map(({ name }) => quoted(name)));

function rareCategories(
  { rare, categoryCount, categories }: AnnotationImbalance,
  columns: readonly number[],
): AlertDraft | undefined {
  if (rare / categoryCount <= MANY_RARE) return undefined;
  const found = categories.filter(({ bucket }) => bucket === 'rare');
  return {
    code: 'rare-categories',
    severity: 'warning',
    title: `${count(rare)} of ${many(categoryCount, 'category', 'categories')} are in at most ${String(RARE)} images`,
    message: `Such are ${names(found)}. A detector sees them once in thousands of images: repeat images by how rare their categories are.`,
    columns,
    value: rare / categoryCount,
    threshold: MANY_RARE,
    rowCount: sumOf(found.length, (i) => found[i]!.instances),
    evidence: 'rare',
    remedies: [
      { method: 'repeat-factors', why: 'Repeats images of rare categories.' },
      { method: 'collection-plan', why: 'More images of the rarest categories.' },
    ],
  };
}

function unseen(
  { unseen: n, categories }: AnnotationImbalance,
  columns: readonly number[],
): AlertDraft | undefined {
  if (n === 0) return undefined;
  const found = categories.filter(({ bucket }) => bucket === 'none');
  return {
    code: 'unseen-categories',
    severity: 'warning',
    title: `${many(n, 'category', 'categories')} ${n === 1 ? 'is' : 'are'} in no image`,
    message: `${names(found)}: a model cannot learn what it never sees. Collect images, or take ${n === 1 ? 'it' : 'them'} off the list.`,
    columns,
    value: n,
    remedies: [{ method: 'collection-plan', why: 'Images of categories without any.' }],
  };
}

function crowded(
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
    title: `${quoted(worst.name)} has ${times(worst.instances / worst.images)} boxes per image it is in`,
    message: `Counting images hides ${count(worst.instances)} boxes.${found.length > 1 ? ` Likewise ${names(found.slice(1))}.` : ''} Use the factor that counts instances too.`,
    columns,
    value: worst.instances / worst.images,
    threshold: CROWDED * middle,
    remedies: [{ method: 'repeat-factors', why: 'Counts instances as well as images.' }],
  };
}

function grown(
  { rfsGrowth, t }: AnnotationImbalance,
  columns: readonly number[],
): AlertDraft | undefined {
  if (rfsGrowth <= GROWN) return undefined;
  return {
    code: 'long-epoch',
    severity: 'info',
    title: `Repeat factors at t = ${String(Number(t.toPrecision(3)))} make an epoch ${times(rfsGrowth)} times as long`,
    message: 'Choose a smaller threshold, or give the growth you want and have it chosen.',
    columns,
    value: rfsGrowth,
    threshold: GROWN,
  };
}

function background(
  { background: share, images }: AnnotationImbalance,
  columns: readonly number[],
): AlertDraft | undefined {
  if (share <= BACKGROUND) return undefined;
  return {
    code: 'images-without-boxes',
    severity: 'info',
    title: `${percent(share)} of ${count(images)} images have no box`,
    message:
      'Whether nothing is on them or nobody looked is not said: many trainers leave them out, which changes what background is.',
    columns,
    value: share,
    threshold: BACKGROUND,
  };
}
