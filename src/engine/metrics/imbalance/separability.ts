import type { Metric } from '../../metric';
import { nearestNeighbours } from '../../kernels/nearest-neighbours';
import { quantile, weightedValues } from '../../statistics/weighted-values';
import {
  classMoments,
  fisherRatio,
  meanCosine,
  mixingOf,
  tailIndex,
  variabilityRatio,
  type ClassMoments,
} from '../../statistics/separability';
import { sumOf } from '../../statistics/sum';
import { alertsOf } from '../alerts';
import { featureSpace, type FeatureSpace } from './parts/feature-space';
import { closeAlert, mixedAlert } from './parts/separability-alerts';
import { t } from '../../language';

/** Whether classes lie apart; estimated from a sample in which rare classes are kept. */
export interface Separability {
  readonly label: string;
  /** Rows that were compared, of all; `first`: they are from the beginning of the file. */
  readonly rows: number;
  readonly of: number;
  readonly first: boolean;
  /** What distances are of: numbers, vectors or words; columns of them, of all that could be; dimensions. */
  readonly features: {
    readonly of: FeatureSpace['of'];
    readonly columns: number;
    readonly candidates: number;
    readonly dimensions: number;
  };
  readonly neighbours: number;
  /** In class order. */
  readonly classes: readonly SeparateClass[];
  /** Of the 30 largest classes, row-major: mean share of the column's class among the neighbours of the row's. */
  readonly overlap: { readonly classes: readonly string[]; readonly shares: readonly number[] };
  /** Pairs of those classes with 30 compared rows each, hardest to part first, at most 50. */
  readonly pairs: readonly {
    readonly classes: readonly [string, string];
    readonly fisher: number | null;
    /** Of the two means as seen from that of all rows. */
    readonly cosine: number | null;
  }[];
  /** Spread within classes over spread between them. */
  readonly variability: number | null;
  /** Median over the features; below 4 tails are heavy. */
  readonly tailIndex: number | null;
  /** Share of compared rows whose nearest has the same features and another class. */
  readonly contradicting: number;
}

/** One class among its neighbours. */
export interface SeparateClass {
  readonly value: string;
  readonly count: number;
  readonly compared: number;
  /** Mean share of its own among the 10 nearest rows; null for fewer than 30 compared rows. */
  readonly purity: number | null;
  /** Purity above its share of all rows: 0 is chance, 1 is apart. */
  readonly lift: number | null;
  /** Share of others among the 5 nearest. */
  readonly disagreement: number | null;
  /** The class that is most among its neighbours, and its share there. */
  readonly partner: { readonly value: string; readonly share: number } | null;
}

const K = 10;
const K_GUARD = 5;
/** Rows that are compared: every pair is. */
const SIZE = 2000;
/** Of each class, where it has as many. */
const LEAST = 100;
export const FEWEST = 30;
const DRAWN = 30;
const PAIRS = 50;
const TAIL = 0.05;

/** Whether the rare classes lie apart from the others. */
export const separability: Metric<Separability> = {
  id: 'separability',
  family: 'imbalance',
  title: 'Separability',
  summary: 'Whether classes lie apart, by the neighbours of a sample of rows.',
  cites: [
    'Xu, Han et al. 2021: Imbalanced adversarial training with reweighting (separability decides)',
    'Fisher 1936: The use of multiple measurements in taxonomic problems',
    'Hill 1975: A simple general approach to inference about the tail of a distribution',
  ],
  needs: { required: ['label'], optional: ['embedding', 'text'] },
  params: [
    {
      kind: 'number',
      id: 'rows',
      title: 'Rows',
      summary:
        'Rows that are compared with each other; of each class at least 100 where it has as many.',
      default: SIZE,
      min: 100,
      max: 20_000,
      integer: true,
      advanced: true,
    },
  ],
  waits: true,
  measure(table, values, context) {
    context.tick(0, 1);
    const space = featureSpace(table, context, {
      size: values['rows'] as number,
      least: LEAST,
    });
    if ('reason' in space) return { applicable: false, reason: space.reason };
    const { points, label, classOf } = space;
    if (points.count <= K) {
      return { applicable: false, reason: t`There are no more than ${String(K)} rows to compare.` };
    }
    const numbers = figuresOf(space, table.rowCount, context.tick);
    const compared = space.rows.filter((_, point) => classOf[point]! >= 0);
    const mixed = mixedAlert(numbers, label.column.index);
    const partOf = new Set(mixed?.classes);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [mixed?.alert, closeAlert(numbers, label.column.index)]),
      evidence: mixed
        ? {
            mixed: {
              rows: compared.filter((_, point) =>
                partOf.has(label.classes.values[classOf[point]!]!),
              ),
              columns: [label.column.index],
              reason: t('Compared rows of classes that are mixed with others.'),
            },
          }
        : {},
    };
  },
};

function figuresOf(
  space: FeatureSpace,
  of: number,
  tick: (done: number, total: number) => void,
): Separability {
  const { points, label, classOf, drawn, weights } = space;
  const { values, counts } = label.classes;
  const k = values.length;
  const neighbours = nearestNeighbours(points, K, tick);
  const { overlap } = mixingOf(neighbours, K, classOf, weights);
  const near = mixingOf(neighbours, K_GUARD, classOf, weights).overlap;
  const n = sumOf(k, (i) => counts[i]!);
  const shares = counts.map((count) => count / n);
  const moments = classMoments(points, classOf, k, () => tick(0, 1));
  const largest = [...counts.keys()]
    .filter((i) => drawn[i]! > 0)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, DRAWN);
  return {
    label: label.name,
    rows: points.count,
    of,
    first: space.first,
    features: {
      of: space.of,
      columns: space.columns.length,
      candidates: space.candidates,
      dimensions: points.dimensions,
    },
    neighbours: K,
    classes: values.map((value, c): SeparateClass => {
      const base = { value, count: counts[c]!, compared: drawn[c]! };
      if (drawn[c]! < FEWEST) {
        return { ...base, purity: null, lift: null, disagreement: null, partner: null };
      }
      const purity = overlap[c * k + c]!;
      const others = Array.from(overlap.subarray(c * k, (c + 1) * k), (share, d) =>
        d === c ? -1 : share,
      );
      const partner = others.indexOf(Math.max(...others));
      return {
        ...base,
        purity,
        lift: (purity - shares[c]!) / (1 - shares[c]!),
        disagreement: 1 - near[c * k + c]!,
        partner: others[partner]! > 0 ? { value: values[partner]!, share: others[partner]! } : null,
      };
    }),
    overlap: {
      classes: largest.map((i) => values[i]!),
      shares: largest.flatMap((c) => largest.map((d) => overlap[c * k + d]!)),
    },
    pairs: pairsOf(space, moments, largest, shares),
    variability: variabilityRatio(moments, shares),
    tailIndex: tailOf(space),
    contradicting: contradicting(neighbours.points, neighbours.distances, classOf),
  };
}

function pairsOf(
  { label, drawn }: FeatureSpace,
  moments: ClassMoments,
  largest: readonly number[],
  shares: readonly number[],
): Separability['pairs'] {
  const enough = largest.filter((c) => drawn[c]! >= FEWEST);
  const { values } = label.classes;
  return enough
    .flatMap((a, i) =>
      enough.slice(i + 1).map((b) => ({
        classes: [values[a]!, values[b]!] as const,
        fisher: fisherRatio(moments, a, b),
        cosine: meanCosine(moments, shares, a, b),
      })),
    )
    .sort((x, y) => (x.fisher ?? Infinity) - (y.fisher ?? Infinity))
    .slice(0, PAIRS);
}

/** Median over the dimensions of the tail index of their absolute values; of numbers only. */
function tailOf({ points: { count, dimensions, values }, of }: FeatureSpace): number | null {
  if (of !== 'numbers') return null;
  const found: number[] = [];
  for (let d = 0; d < dimensions; d++) {
    const own = Float64Array.from({ length: count }, (_, p) =>
      Math.abs(values[p * dimensions + d]!),
    );
    const index = tailIndex(own, Math.floor(TAIL * count));
    if (index !== null) found.push(index);
  }
  if (found.length === 0) return null;
  return quantile(
    weightedValues(
      found,
      found.map(() => 1),
    ),
    0.5,
  );
}

function contradicting(nearest: Uint32Array, distances: Float64Array, classOf: Int32Array): number {
  const count = classOf.length;
  const found = classOf.filter((own, point) => {
    for (let i = point * K; i < (point + 1) * K && distances[i] === 0; i++) {
      if (classOf[nearest[i]!] !== own) return true;
    }
    return false;
  });
  return found.length / count;
}
