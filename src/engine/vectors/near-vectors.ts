import { squaredDistance } from '../kernels/nearest-neighbours';
import type { Pairs } from '../near-text/pair-list';
import type { TableTick } from '../table/table';
import { many } from '../words';
import { distinctPoints } from './equal-points';
import { nearestDistances, nearPoints } from './near-points';
import type { RowPoints } from './row-points';
import { t } from '../language';

/** How far points may be apart, and among whom. */
export interface Nearness {
  /** Of vectors: 1 less their cosine, at most. */
  readonly epsilon: number;
  /** Of numbers: below this part of the median distance to the nearest. */
  readonly nearness: number;
  /** Only pairs of these points with others are looked for; all when absent. */
  readonly queries?: Uint32Array;
  readonly tick: TableTick;
}

/** Rows whose points are near each other. */
export interface NearVectors {
  /** Row of each point. */
  readonly rows: Uint32Array;
  /** By point: the first point that is equal to it. */
  readonly equalTo: Uint32Array;
  /** Pairs of first points, different and near. */
  readonly pairs: Pairs;
  /** Median distance to the nearest other point, of the points that asked; NaN for fewer than two points. */
  readonly median: number;
  /** Distance of each point that asked to its nearest other. */
  readonly nearest: Float64Array;
  /** 1 for equal rows: the cosine of vectors, exp(-d / median) of numbers. */
  readonly similarity: (row: number, other: number) => number;
  /** Similarity of two rows that are just near. */
  readonly least: number;
  readonly crowded: number;
  readonly notices: readonly string[];
}

/** Pairs of near points; the median is that of all points that ask. @throws Cancelled */
export function nearVectors(
  { of, rows, points }: Pick<RowPoints, 'of' | 'rows' | 'points'>,
  { epsilon, nearness, queries, tick }: Nearness,
): NearVectors {
  const phase = (from: number, to: number): TableTick => {
    return (done, total) => {
      tick(from + (to - from) * (total > 0 ? done / total : 1), 1);
    };
  };
  const distinct = distinctPoints(points);
  const first = new Uint32Array(distinct.points.count);
  for (let point = points.count - 1; point >= 0; point--) first[distinct.of[point]!] = point;
  const asking = queries ?? Uint32Array.from({ length: points.count }, (_, point) => point);
  const alone = [...new Set(asking.map((point) => distinct.of[point]!))].sort((a, b) => a - b);
  const askers = Uint32Array.from(alone);
  const apart =
    distinct.points.count > 1
      ? nearestDistances(distinct.points, phase(0, 0.5), askers)
      : new Float64Array(askers.length).fill(Infinity);
  const placeOf = new Map(alone.map((point, i) => [point, i]));
  const nearest = Float64Array.from(asking, (point) => {
    const own = distinct.of[point]!;
    return distinct.times[own]! > 1 ? 0 : Math.sqrt(apart[placeOf.get(own)!]!);
  });
  const median = medianOf(nearest);
  const cut = nearness * median;
  const passes =
    of === 'vectors'
      ? (squared: number) => squared <= 2 * epsilon
      : (squared: number) => Math.sqrt(squared) < cut;
  const empty = { pairs: { first: new Uint32Array(0), second: new Uint32Array(0) }, crowded: 0 };
  const some = of === 'vectors' || cut > 0;
  const { pairs, crowded } =
    some && distinct.points.count > 1
      ? nearPoints(distinct.points, passes, phase(0.5, 1), askers)
      : empty;
  const place = new Map(Array.from(rows, (row, point) => [row, point]));
  const distance = (row: number, other: number) =>
    squaredDistance(points, place.get(row)!, place.get(other)!);
  const tied = of === 'numbers' && median === 0 && points.count > 1;
  return {
    rows,
    equalTo: distinct.of.map((own) => first[own]!),
    pairs: {
      first: pairs.first.map((point) => first[point]!),
      second: pairs.second.map((point) => first[point]!),
    },
    median,
    nearest,
    similarity:
      of === 'vectors'
        ? (row, other) => 1 - distance(row, other) / 2
        : (row, other) => {
            const squared = distance(row, other);
            return squared === 0 ? 1 : median > 0 ? Math.exp(-Math.sqrt(squared) / median) : 0;
          },
    least: of === 'vectors' ? 1 - epsilon : Math.exp(-nearness),
    crowded,
    notices: [
      ...(tied
        ? [t('Half of the rows equal another in all numbers: only equal ones are near.')]
        : []),
      ...(crowded > 0
        ? [
            t`${many(crowded, 'row')} with more than 1,024 others nearby: not every two were compared.`,
          ]
        : []),
    ],
  };
}

/** The median as numpy has it: of an even number the mean of the two in the middle. */
function medianOf(values: Float64Array): number {
  if (values.length === 0) return NaN;
  const sorted = values.slice().sort();
  const half = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(half)]!, sorted[Math.ceil(half)]!];
  return low === high ? low : (low + high) / 2;
}
