import { annotationsOf, NO_ANNOTATIONS } from '../../annotations/read-annotations';
import type { Metric } from '../../metric';
import { moments } from '../../statistics/describe';
import { gini } from '../../statistics/evenness';
import { quantile, weightedValues } from '../../statistics/weighted-values';
import { percent } from '../../words';
import { alertsOf, type AlertDraft } from '../alerts';
import { rowsPerImage } from './parts/box-pairs';
import { t } from '../../language';

/** How much is annotated on each image. */
export interface AnnotationDensity {
  readonly images: number;
  /** Boxes per image: minimum, median, 95 %, maximum. */
  readonly perImage: readonly [number, number, number, number];
  readonly gini: number;
  /** (G1^2 + 1) / (G2 + 3 (m-1)^2 / ((m-2)(m-3))): above 0.555 there may be two kinds of images; null for few images. */
  readonly bimodality: number | null;
  /** Share of images with at most half as many boxes as the mean. */
  readonly sparse: number;
  /** Images per number of boxes, at most 60 entries; the last holds all beyond. */
  readonly histogram: readonly { readonly boxes: number; readonly images: number }[];
}

/** Bimodality coefficient of an even distribution, and Gini from which images differ widely. */
const BIMODAL = 5 / 9;
const UNEVEN = 0.6;
const FEWEST = 30;
const SHOWN = 60;

/** Whether some images are fully annotated and others barely. */
export const annotationDensity: Metric<AnnotationDensity> = {
  id: 'annotation-density',
  family: 'imbalance',
  title: 'Annotation density',
  summary: 'Whether some images are fully annotated and others barely.',
  cites: [
    'Li et al. 2023: AdaWAC, adaptively weighted augmentation consistency (sparse and dense labels)',
    'Pfister et al. 2013: Good things peak in pairs (bimodality coefficient)',
  ],
  needs: {},
  params: [],
  measure(table, _values, { tick }) {
    const found = annotationsOf(table, tick);
    if (!found) return { applicable: false, reason: NO_ANNOTATIONS };
    tick(0, 1);
    const lists = rowsPerImage(found);
    if (lists.length === 0) return { applicable: false, reason: t('There are no images.') };
    const boxes = lists.map((rows) =>
      rows.reduce((sum, row) => sum + (found.crowd[row] === 1 ? 0 : 1), 0),
    );
    const numbers = densityOf(boxes);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [uneven(numbers, found.columns.image)]),
      evidence: {},
    };
  },
};

/** Figures of boxes per image. */
export function densityOf(boxes: readonly number[]): AnnotationDensity {
  const of = weightedValues(
    boxes,
    boxes.map(() => 1),
  );
  const { mean, skewness, excessKurtosis } = moments(of);
  const m = boxes.length;
  const histogram = new Map<number, number>();
  for (const n of boxes) {
    const key = Math.min(SHOWN - 1, n);
    histogram.set(key, (histogram.get(key) ?? 0) + 1);
  }
  return {
    images: m,
    perImage: [quantile(of, 0), quantile(of, 0.5), quantile(of, 0.95), quantile(of, 1)],
    gini: mean > 0 ? gini(boxes) : 0,
    bimodality:
      skewness === null || excessKurtosis === null
        ? null
        : (skewness ** 2 + 1) / (excessKurtosis + (3 * (m - 1) ** 2) / ((m - 2) * (m - 3))),
    sparse: boxes.filter((n) => n <= mean / 2).length / m,
    histogram: [...histogram]
      .sort(([a], [b]) => a - b)
      .map(([key, images]) => ({ boxes: key, images })),
  };
}

function uneven(
  { gini: g, bimodality, images, sparse }: AnnotationDensity,
  column: number,
): AlertDraft | undefined {
  const two = (bimodality ?? 0) > BIMODAL && sparse > 0.05;
  if (images < FEWEST || (!two && g <= UNEVEN)) return undefined;
  return {
    code: 'uneven-density',
    severity: 'info',
    title: t`${percent(sparse)} of images have at most half as many boxes as the mean`,
    message: t`Whether there is less to see on them or less was drawn is not said (Gini ${g.toFixed(2)}). Objects without a box are learned as background: look at some of them, and weight sparse images apart.`,
    columns: [column],
    value: g,
    threshold: UNEVEN,
    remedies: [{ method: 'loss-config', why: t('Weights sparsely annotated images apart.') }],
  };
}
