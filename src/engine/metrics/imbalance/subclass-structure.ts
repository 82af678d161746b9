import type { Metric } from '../../metric';
import type { Points } from '../../kernels/nearest-neighbours';
import { weightedDraws } from '../../random';
import { auditStream } from '../../sampling/audit-random';
import { pairDistances } from '../../statistics/silhouette';
import { alertsOf } from '../alerts';
import { featureSpace, type FeatureSpace } from './parts/feature-space';
import { diverseAlert, smallKindAlert } from './parts/subclass-alerts';
import { cappedClusters, clustersOf, subclassesOf, type Subclasses } from './parts/subclasses';
import { t } from '../../language';

/** Kinds within classes; estimated from a sample. */
export interface SubclassStructure {
  readonly label: string;
  /** Rows that were looked at, of all; `first`: they are from the beginning of the file. */
  readonly rows: number;
  readonly of: number;
  readonly first: boolean;
  readonly features: { readonly of: FeatureSpace['of']; readonly columns: number };
  /** Classes of 200 rows or more, largest first. */
  readonly classes: readonly ClassKinds[];
}

/** One class and its kinds. */
export interface ClassKinds {
  readonly value: string;
  readonly count: number;
  readonly looked: number;
  /** Rows of the file, about, of each kind, largest first, with the row nearest to its centre (0-based). */
  readonly kinds: readonly { readonly rows: number; readonly exemplar: number | null }[];
  readonly silhouette: number | null;
  /** Largest kind over smallest. */
  readonly ratio: number;
  /** Mean distance of two rows of the class over that of any two rows. */
  readonly diversity: number;
  /** As many parts of at most so many rows as make parts like a rare class; sizes in looked-at rows. */
  readonly parts: {
    readonly most: number;
    readonly count: number;
    readonly sizes: readonly number[];
  };
}

/** A class must have so many rows, and so many of each are looked at. */
const FEWEST = 200;
const LOOKED = 300;
/** Parts are at least this large, and no more than this many are tried. */
const SMALLEST_PART = 20;
const MOST_PARTS = 40;
const POOLED = 300;

/** Whether classes hold several kinds that undersampling would wipe out. */
export const subclassStructure: Metric<SubclassStructure> = {
  id: 'subclass-structure',
  family: 'imbalance',
  title: 'Kinds within classes',
  summary: 'Whether a class holds several kinds, some so small that undersampling would lose them.',
  cites: [
    'Hou et al. 2023: Subclass-balancing contrastive learning for long-tailed recognition',
    'Rousseeuw 1987: Silhouettes, a graphical aid to the interpretation of cluster analysis',
    'Arthur, Vassilvitskii 2007: k-means++',
  ],
  needs: { required: ['label'], optional: ['embedding', 'text'] },
  params: [],
  waits: true,
  measure(table, _values, context) {
    context.tick(0, 1);
    const space = featureSpace(table, context, { size: LOOKED, least: LOOKED });
    if ('reason' in space) return { applicable: false, reason: space.reason };
    const { label, drawn, rows } = space;
    const { values, counts } = label.classes;
    const order = [...counts.keys()]
      .filter((c) => counts[c]! >= FEWEST && drawn[c]! >= FEWEST / 2)
      .sort((a, b) => counts[b]! - counts[a]! || a - b);
    if (order.length === 0) {
      return { applicable: false, reason: t`No class has ${String(FEWEST)} rows to look at.` };
    }
    const pooled = pooledDistance(space, context.tick);
    const found = order.map((c) => {
      const places = [...space.classOf.keys()].filter((point) => space.classOf[point] === c);
      return { c, places, ...kindsOf(space, c, places, pooled, context.tick) };
    });
    const numbers: SubclassStructure = {
      label: label.name,
      rows: rows.length,
      of: table.rowCount,
      first: space.first,
      features: { of: space.of, columns: space.columns.length },
      classes: found.map(({ kinds }) => kinds),
    };
    const rarest = Math.min(...counts);
    const small = smallKindAlert(numbers, rarest, label.column.index);
    const worst = found.find(({ c }) => values[c] === small?.value);
    return {
      applicable: true,
      numbers,
      alerts: alertsOf(this.id, [small?.alert, diverseAlert(numbers, label.column.index)]),
      evidence: worst
        ? {
            small: {
              rows: Uint32Array.from(
                smallest(worst.subclasses).map((i) => rows[worst.places[i]!]!),
              ),
              columns: [...space.columns.slice(0, 8)],
              reason: t('Rows of the smallest kind among those looked at.'),
            },
          }
        : {},
    };
  },
};

/** Points of the smallest kind, ascending. */
function smallest({ of, sizes }: Subclasses): number[] {
  return [...of.keys()].filter((point) => of[point] === sizes.length - 1);
}

type Tick = (done: number, total: number) => void;

function kindsOf(
  space: FeatureSpace,
  c: number,
  places: readonly number[],
  pooled: number,
  tick: Tick,
): { readonly kinds: ClassKinds; readonly subclasses: Subclasses } {
  const { label, rows, weights } = space;
  const points = pointsAt(space.points, places);
  const distances = pairDistances(points, () => tick(0, 1));
  const subclasses = subclassesOf(points, distances, tick);
  const { sizes, exemplars } = subclasses;
  const mean = distances.reduce((sum, d) => sum + d, 0) / (points.count * (points.count - 1));
  const kinds: ClassKinds = {
    value: label.classes.values[c]!,
    count: label.classes.counts[c]!,
    looked: points.count,
    kinds: sizes.map((size, i) => ({
      rows: Math.round(size * weights[c]!),
      exemplar: exemplars[i] === undefined ? null : rows[places[exemplars[i]!]!]!,
    })),
    silhouette: subclasses.silhouette,
    ratio: sizes[0]! / sizes.at(-1)!,
    diversity: pooled > 0 ? mean / pooled : 1,
    parts: partsOf(points, c, space, tick),
  };
  return { kinds, subclasses };
}

function pointsAt({ dimensions, values }: Points, places: readonly number[]): Points {
  const found = new Float64Array(places.length * dimensions);
  places.forEach((place, i) => {
    found.set(values.subarray(place * dimensions, (place + 1) * dimensions), i * dimensions);
  });
  return { count: places.length, dimensions, values: found };
}

/** Parts of the size of the middle rare class (20 rows at least): how many, and how the class falls into them. */
function partsOf(points: Points, c: number, { label, drawn }: FeatureSpace, tick: Tick) {
  const { counts } = label.classes;
  const even = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  const tail = counts.filter((n) => n < even).sort((a, b) => a - b);
  const half = (tail.length - 1) / 2;
  const median = tail.length > 0 ? (tail[Math.floor(half)]! + tail[Math.ceil(half)]!) / 2 : 0;
  const most = Math.max(median, SMALLEST_PART);
  const count = Math.ceil(counts[c]! / most);
  if (count < 2 || count > MOST_PARTS) return { most, count, sizes: [] };
  const { centres } = clustersOf(points, count, tick);
  const room = Math.max(
    Math.ceil(points.count / count),
    Math.ceil((most * drawn[c]!) / counts[c]!),
  );
  const sizes = new Array<number>(count).fill(0);
  for (const part of cappedClusters(points, centres, room)) sizes[part]!++;
  return { most, count, sizes: sizes.sort((a, b) => b - a) };
}

/** Mean distance of two rows of the file: of points drawn as often as rows they stand for. */
function pooledDistance({ points, classOf, weights }: FeatureSpace, tick: Tick): number {
  const stand = Float64Array.from(classOf, (of) => weights[of]!);
  const drawn = weightedDraws(auditStream('audit/permuted'), stand, POOLED);
  const distances = pairDistances(pointsAt(points, [...drawn]), () => tick(0, 1));
  let [sum, pairs] = [0, 0];
  for (let a = 0; a < POOLED; a++) {
    for (let b = 0; b < a; b++) {
      // A point that was drawn twice stands for two rows, not for one that is its own neighbour.
      if (drawn[a] === drawn[b]) continue;
      sum += distances[a * POOLED + b]!;
      pairs++;
    }
  }
  return pairs > 0 ? sum / pairs : 0;
}
