import { annotationsOf, NO_ANNOTATIONS } from '../../annotations/read-annotations';
import type { Annotations } from '../../annotations/annotations';
import type { Metric } from '../../metric';
import { boxDimension, uniformDimension } from '../../statistics/box-dimension';
import { quantile, weightedValues } from '../../statistics/weighted-values';
import type { TableTick } from '../../table/table';
import { count, listed, percent, quoted } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { t } from '../../language';

/** Sizes, places and shapes of boxes within each category. */
export interface AnnotationGeometry {
  /** Boxes that have a place on an image of known size. */
  readonly boxes: number;
  /** Most boxes first, at most 200. */
  readonly categories: readonly CategoryGeometry[];
  /** All boxes: centres per cell of a 16 x 16 grid, row-major from the top. */
  readonly centres: readonly number[];
}

/** One category. */
export interface CategoryGeometry {
  readonly name: string;
  readonly boxes: number;
  /** Shares below 32 x 32, below 96 x 96 and from there on, in square pixels. */
  readonly small: number;
  readonly medium: number;
  readonly large: number;
  /** Median of the area over that of the image, and of width over height. */
  readonly relativeArea: number;
  readonly aspect: number;
  /** Share that touches the border, within 2 pixels. */
  readonly atBorder: number;
  /** Median distance of the centre from the image's, in widths and heights of it. */
  readonly centreOffset: number;
  /** Box-counting dimension of the centres, and what it is over that of as many scattered evenly; null below 4 boxes. */
  readonly dimension: number | null;
  readonly relativeDimension: number | null;
}

const SMALL = 32 ** 2;
const LARGE = 96 ** 2;
const BORDER = 2;
const GRID = 16;
const LISTED = 200;
const MOSTLY = 0.9;
const CENTRED = 0.1;
const FEW_PLACES = 0.6;
const FEWEST = 64;
const FEWEST_SIZES = 30;

/** Whether boxes of a category are always as large, as central, or in as few places. */
export const annotationGeometry: Metric<AnnotationGeometry> = {
  id: 'annotation-geometry',
  family: 'imbalance',
  title: 'Box geometry',
  summary: 'Whether boxes of a category are always large, always central, or in few places.',
  cites: [
    'Lin et al. 2014: Microsoft COCO (small, medium, large)',
    'Alexandridis et al. 2025: Fractal calibration for long-tailed object detection',
  ],
  needs: {},
  params: [],
  measure(table, _values, { tick }) {
    const found = annotationsOf(table, tick);
    if (!found) return { applicable: false, reason: NO_ANNOTATIONS };
    const placed = placedBoxes(found, tick);
    const boxes = placed.reduce((sum, list) => sum + list.length, 0);
    if (boxes === 0) {
      return { applicable: false, reason: t('No box lies on an image of known size.') };
    }
    const centres = new Array<number>(GRID * GRID).fill(0);
    for (const list of placed) {
      for (const { x, y } of list) centres[cell(y, GRID) * GRID + cell(x, GRID)]!++;
    }
    const categories = placed
      .map((list, i) => ({ list, name: found.categories[i]!.name }))
      .filter(({ list }) => list.length > 0)
      .sort((a, b) => b.list.length - a.list.length)
      .slice(0, LISTED)
      .map(({ list, name }) => geometryOf(name, list));
    const numbers: AnnotationGeometry = { boxes, categories, centres };
    const columns = [found.columns.category, ...found.columns.box];
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [sameView(categories, columns), fewPlaces(categories, columns)]),
      evidence: {},
    };
  },
};

/** A box on its image: centre in 0..1, area in pixels. */
interface Placed {
  readonly x: number;
  readonly y: number;
  readonly area: number;
  readonly relative: number;
  readonly aspect: number;
  readonly atBorder: boolean;
}

function placedBoxes(found: Annotations, tick: TableTick): Placed[][] {
  const lists: Placed[][] = found.categories.map(() => []);
  for (let row = 0; row < found.count; row++) {
    if (row % 8192 === 0) tick(row, found.count);
    const image = found.images[found.image[row]!];
    const list = lists[found.category[row]!];
    const [x, y, w, h] = Array.from(found.boxes.subarray(4 * row, 4 * row + 4)) as [
      number,
      number,
      number,
      number,
    ];
    if (!image || !list || found.crowd[row] === 1) continue;
    const { width, height } = image;
    if (!(w > 0) || !(h > 0) || !(width > 0) || !(height > 0)) continue;
    const given = found.area[row]!;
    const area = Number.isNaN(given) ? w * h : given;
    list.push({
      x: (x + w / 2) / width,
      y: (y + h / 2) / height,
      area,
      relative: (w * h) / (width * height),
      aspect: w / h,
      atBorder: x <= BORDER || y <= BORDER || x + w >= width - BORDER || y + h >= height - BORDER,
    });
  }
  return lists;
}

/** Cell of a place in 0..1; a place at exactly 1 is in the last, one beyond in the nearest. */
const cell = (place: number, cells: number) =>
  Math.min(cells - 1, Math.max(0, Math.floor(place * cells)));

const median = (values: readonly number[]) =>
  quantile(
    weightedValues(
      values,
      values.map(() => 1),
    ),
    0.5,
  );

function geometryOf(name: string, list: readonly Placed[]): CategoryGeometry {
  const n = list.length;
  const share = (passes: (box: Placed) => boolean) => list.filter(passes).length / n;
  const dimension = boxDimension(list.map(({ x, y }) => [x, y]));
  return {
    name,
    boxes: n,
    small: share(({ area }) => area < SMALL),
    medium: share(({ area }) => area >= SMALL && area < LARGE),
    large: share(({ area }) => area >= LARGE),
    relativeArea: median(list.map(({ relative }) => relative)),
    aspect: median(list.map(({ aspect }) => aspect)),
    atBorder: share(({ atBorder }) => atBorder),
    centreOffset: median(list.map(({ x, y }) => Math.hypot(x - 0.5, y - 0.5))),
    dimension,
    relativeDimension: dimension === null ? null : dimension / uniformDimension(n),
  };
}

function sameView(
  categories: readonly CategoryGeometry[],
  columns: readonly number[],
): AlertDraft | undefined {
  const enough = categories.filter(({ boxes }) => boxes >= FEWEST_SIZES);
  const found = enough.filter(
    ({ large, centreOffset }) => large > MOSTLY || centreOffset < CENTRED,
  );
  const worst = found[0];
  if (!worst) return undefined;
  const how = [
    ...(worst.large > MOSTLY ? [t`large (${percent(worst.large)} of boxes)`] : []),
    ...(worst.centreOffset < CENTRED ? [t('near the middle of the image')] : []),
  ];
  return {
    code: 'same-view',
    severity: 'warning',
    title: t`${quoted(worst.name)} is nearly always ${listed(how)}`,
    message: t`${found.length > 1 ? t`Likewise ${listed(found.slice(1).map(({ name }) => quoted(name)))}. ` : ''}A model may look at place and size rather than at the object, and miss small ones at the side: collect such views, or shift and scale in training.`,
    columns,
    value: worst.large,
    threshold: MOSTLY,
    remedies: [
      { method: 'collection-plan', why: t('Images with other views.') },
      { method: 'augmentation-plan', why: t('Shifts and scales in training.') },
    ],
  };
}

function fewPlaces(
  categories: readonly CategoryGeometry[],
  columns: readonly number[],
): AlertDraft | undefined {
  const found = categories
    .filter(
      (c) => c.boxes >= FEWEST && c.relativeDimension !== null && c.relativeDimension < FEW_PLACES,
    )
    .sort((a, b) => a.relativeDimension! - b.relativeDimension!);
  const worst = found[0];
  if (!worst) return undefined;
  return {
    code: 'few-places',
    severity: 'warning',
    title: t`The ${count(worst.boxes)} boxes of ${quoted(worst.name)} lie in few places`,
    message: t`Their spread is ${percent(worst.relativeDimension!)} of that of boxes scattered evenly.${found.length > 1 ? t` Likewise ${listed(found.slice(1).map(({ name }) => quoted(name)))}.` : ''} Elsewhere a model will rarely find them.`,
    columns,
    value: worst.relativeDimension!,
    threshold: FEW_PLACES,
    remedies: [{ method: 'loss-config', why: t('Calibrates by how spread categories are.') }],
  };
}
