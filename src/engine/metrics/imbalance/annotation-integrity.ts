import { annotationsOf, NO_ANNOTATIONS } from '../../annotations/read-annotations';
import type { Annotations } from '../../annotations/annotations';
import type { Evidence, Metric } from '../../metric';
import { alertsOf } from '../alerts';
import { faultyRows, type FaultyRows } from './parts/annotation-faults';
import { alikeBoxes, type BoxPair } from './parts/box-pairs';
import { conflicting, INVALID, invalid, twice } from './parts/fault-alerts';
import { t } from '../../language';

/** An annotation's id: a number where it is written as one. */
type Id = string | number;

/** Whether annotations are valid in themselves. Lists hold at most 100 ids; `counts` are complete. */
export interface AnnotationIntegrity {
  readonly annotations: number;
  readonly images: number;
  readonly categories: number;
  readonly crowdShare: number;
  readonly counts: Readonly<Record<Fault, number>>;
  /** Annotations whose image or category is not in the document. */
  readonly orphanImage: readonly Id[];
  readonly orphanCategory: readonly Id[];
  /** Boxes without width or height, beyond the image, thinner than a pixel; polygons of fewer than three points. */
  readonly empty: readonly Id[];
  readonly outside: readonly Id[];
  readonly tiny: readonly Id[];
  readonly shortPolygon: readonly Id[];
  /** Area off by more than 5 % from that of the polygon, else of the box. */
  readonly areaDiffers: readonly Id[];
  /** Annotations that stand more than once: same image, category and box. */
  readonly exactDuplicates: readonly (readonly [Id, Id])[];
  /** Pairs that overlap by 95 % or more, of the same category and of different ones. */
  readonly alikeSame: readonly (readonly [Id, Id])[];
  readonly alikeDifferent: readonly (readonly [Id, Id])[];
  readonly imagesWithoutAnnotations: readonly Id[];
  readonly unusedCategories: readonly Id[];
  readonly repeatedImages: readonly Id[];
  readonly repeatedCategories: readonly Id[];
}

type Fault =
  | 'orphanImage'
  | 'orphanCategory'
  | 'empty'
  | 'outside'
  | 'tiny'
  | 'shortPolygon'
  | 'areaDiffers'
  | 'exactDuplicates'
  | 'alikeSame'
  | 'alikeDifferent'
  | 'imagesWithoutAnnotations'
  | 'unusedCategories'
  | 'repeatedImages'
  | 'repeatedCategories';

const LISTED = 100;

/** Whether the annotations of images are valid: places, sizes, references, double boxes. */
export const annotationIntegrity: Metric<AnnotationIntegrity> = {
  id: 'annotation-integrity',
  family: 'imbalance',
  title: 'Annotation faults',
  summary:
    'Annotations without image or category, boxes that cannot be, and boxes that stand twice.',
  cites: [
    'Lin et al. 2014: Microsoft COCO',
    'Tkachenko, Thyagarajan, Mueller 2023: ObjectLab (overlapping labels)',
  ],
  needs: {},
  params: [],
  measure(table, _values, { tick }) {
    const found = annotationsOf(table, tick);
    if (!found) return { applicable: false, reason: NO_ANNOTATIONS };
    const rows = faultyRows(found, tick);
    const pairs = alikeBoxes(found, tick);
    const numbers = report(found, rows, pairs);
    const columns = [found.columns.image, found.columns.category, ...found.columns.box];
    const alerts = alertsOf(this.id, [
      invalid(numbers, rows, columns),
      twice(numbers, columns),
      conflicting(numbers, columns),
    ]);
    return {
      applicable: true,
      numbers,
      alerts,
      evidence: evidenceOf(rows, pairs, columns, alerts),
    };
  },
};

function report(
  found: Annotations,
  rows: FaultyRows,
  pairs: readonly BoxPair[],
): AnnotationIntegrity {
  const { images, categories, image, category } = found;
  const id = (row: number) => asId(found.ids(row));
  const ids = (of: readonly number[]) => of.slice(0, LISTED).map(id);
  const both = (of: readonly BoxPair[]) =>
    of.slice(0, LISTED).map(({ first, second }) => [id(first), id(second)] as const);
  const kinds = {
    exactDuplicates: pairs.filter(({ exact }) => exact),
    alikeSame: pairs.filter(({ exact, same }) => same && !exact),
    alikeDifferent: pairs.filter(({ same }) => !same),
  };
  const unused = (things: readonly { id: string }[], used: Int32Array) => {
    const seen = new Uint8Array(things.length);
    for (const place of used) if (place >= 0) seen[place] = 1;
    return things.filter((_, i) => seen[i] === 0).map((thing) => asId(thing.id));
  };
  const repeated = (keys: readonly string[], things: readonly { id: string }[]) => {
    const seen = new Set<string>();
    return things
      .filter((_, i) => {
        const known = keys[i] !== '' && seen.has(keys[i]!);
        seen.add(keys[i]!);
        return known;
      })
      .map((thing) => asId(thing.id));
  };
  const lists = {
    imagesWithoutAnnotations: unused(images, image),
    unusedCategories: unused(categories, category),
    repeatedImages: [
      ...repeated(
        images.map((each) => each.id),
        images,
      ),
      ...repeated(
        images.map(({ name }) => name),
        images,
      ),
    ],
    repeatedCategories: [
      ...repeated(
        categories.map((each) => each.id),
        categories,
      ),
      ...repeated(
        categories.map(({ name }) => name),
        categories,
      ),
    ],
  };
  const crowds = found.crowd.reduce((sum, crowd) => sum + crowd, 0);
  const sizes = { ...rows, ...kinds, ...lists };
  return {
    annotations: found.count,
    images: images.length,
    categories: categories.length,
    crowdShare: found.count > 0 ? crowds / found.count : 0,
    counts: Object.fromEntries(
      Object.entries(sizes).map(([fault, list]) => [fault, list.length]),
    ) as Record<Fault, number>,
    orphanImage: ids(rows.orphanImage),
    orphanCategory: ids(rows.orphanCategory),
    empty: ids(rows.empty),
    outside: ids(rows.outside),
    tiny: ids(rows.tiny),
    shortPolygon: ids(rows.shortPolygon),
    areaDiffers: ids(rows.areaDiffers),
    exactDuplicates: both(kinds.exactDuplicates),
    alikeSame: both(kinds.alikeSame),
    alikeDifferent: both(kinds.alikeDifferent),
    imagesWithoutAnnotations: lists.imagesWithoutAnnotations.slice(0, LISTED),
    unusedCategories: lists.unusedCategories.slice(0, LISTED),
    repeatedImages: lists.repeatedImages.slice(0, LISTED),
    repeatedCategories: lists.repeatedCategories.slice(0, LISTED),
  };
}

/** An id as JSON writes it: digits are a number. */
function asId(text: string): Id {
  return /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

function evidenceOf(
  rows: FaultyRows,
  pairs: readonly BoxPair[],
  columns: readonly number[],
  alerts: readonly { readonly evidence?: string }[],
): Record<string, Evidence> {
  const sorted = (list: readonly number[]) =>
    Uint32Array.from([...new Set(list)].sort((a, b) => a - b));
  const ofPairs = (same: boolean) =>
    sorted(
      pairs.filter((pair) => pair.same === same).flatMap(({ first, second }) => [first, second]),
    );
  const all: Record<string, Evidence> = {
    invalid: {
      rows: sorted(INVALID.flatMap((fault) => rows[fault])),
      columns,
      reason: t('Annotations that cannot be right.'),
    },
    double: {
      rows: ofPairs(true),
      columns,
      reason: t('Boxes that overlap by 95% or more, of one category.'),
    },
    conflict: {
      rows: ofPairs(false),
      columns,
      reason: t('Boxes that overlap by 95% or more, of two categories.'),
    },
  };
  const asked = new Set(alerts.map(({ evidence }) => evidence));
  return Object.fromEntries(Object.entries(all).filter(([key]) => asked.has(key)));
}
