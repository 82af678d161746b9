import { nearestNeighbours, type Points } from '../../../kernels/nearest-neighbours';
import type { MethodContext } from '../../../method';
import { NO_ROW } from '../../../plan/plan';
import { choose, normal } from '../../../random';
import { distinctRows } from '../../../plan/row-numbers';
import { drawBases } from './draw';
import type { Making } from './made-rows';
import { scaledPoints, type NumericFeatures } from './numeric-features';
import { median, standardDeviation } from './spread';

/** What rows with a numeric target are made from. */
export interface RegressionGround {
  readonly context: MethodContext;
  /** The features and the target, which is interpolated like them. */
  readonly features: NumericFeatures;
  /** Per column; 0 for the target and for what does not vary. */
  readonly scales: Float64Array;
}

/** How rows are made. */
export interface RegressionRule {
  readonly k: number;
  /** Standard deviations of the noise around a row that has no near neighbour; null: always between two rows. */
  readonly noise: number | null;
  readonly sampling: string;
}

/**
 * Rows between a row of a group and one of its k nearest in the group (SMOTER, Torgo et al. 2013), the target with the
 * same share: what the mean of both by distance comes to. With `noise`, where that neighbour is farther than half the
 * median distance of the row to its group, the row with noise instead, of so many standard deviations of the group, or
 * of that distance if it is less (SMOGN, Branco et al. 2017); it stays within the range of the group.
 * Streams `regression-resample/base|neighbour|gap|noise/<group>`. @throws Cancelled
 */
export function regressionMaking(
  { context, features, scales }: RegressionGround,
  name: string,
  rows: Uint32Array,
  count: number,
  { k: wanted, noise, sampling }: RegressionRule,
): Omit<Making, 'operation'> {
  const { random, tick } = context;
  const stream = (use: string) => random.stream(`regression-resample/${use}/${name}`);
  const base = `regression-resample/base/${name}`;
  const parents = drawBases(random, base, rows, count, sampling, tick);
  const points = scaledPoints(features, rows, scales);
  const k = Math.min(wanted, rows.length - 1);
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place]));
  const asked = distinctRows(
    parents.map((row) => placeOf.get(row)!),
    rows.length,
  );
  const near = k > 0 ? nearestNeighbours(points, k, tick, { queries: asked }) : undefined;
  const queryOf = new Map(Array.from(asked, (place, query) => [place, query]));
  const reach = noise === null ? () => Infinity : halfMedian(points, tick);
  const [neighbours, lambdas] = [new Uint32Array(count).fill(NO_ROW), new Float64Array(count)];
  const values = features.columns.map(() => new Float64Array(count));
  const [pick, gap] = [stream('neighbour'), stream('gap')];
  const jitter = noiseOf(features, rows, random, `regression-resample/noise/${name}`);
  parents.forEach((parent, draw) => {
    tick(draw, count);
    const place = placeOf.get(parent)!;
    const at = near ? queryOf.get(place)! * k + choose(pick, draw, k) : 0;
    const distance = near ? Math.sqrt(near.distances[at]!) : Infinity;
    const limit = near ? reach(place) : 0;
    const alone = !near || (noise !== null && distance >= limit);
    lambdas[draw] = alone ? NaN : gap.uniform(draw);
    if (!alone) neighbours[draw] = rows[near.points[at]!]!;
    features.columns.forEach((_, column) => {
      const from = features.value(column, parent);
      if (!alone) {
        const to = features.value(column, neighbours[draw]!);
        values[column]![draw] = from + lambdas[draw]! * ((Number.isNaN(to) ? from : to) - from);
      } else {
        const deviations = noise === null ? 0 : Math.min(noise, limit || noise);
        values[column]![draw] = jitter(column, from, draw, deviations);
      }
    });
  });
  return { parents, neighbours, lambdas, values };
}

/** Half the median distance of a point to the others. */
function halfMedian(
  { count, dimensions, values }: Points,
  tick: MethodContext['tick'],
): (point: number) => number {
  const known = new Map<number, number>();
  return (point) => {
    const found = known.get(point);
    if (found !== undefined) return found;
    tick(point, count);
    const distances = new Float64Array(count - 1);
    for (let other = 0, at = 0; other < count; other++) {
      if (other === point) continue;
      let sum = 0;
      for (let d = 0; d < dimensions; d++) {
        sum += (values[point * dimensions + d]! - values[other * dimensions + d]!) ** 2;
      }
      distances[at++] = Math.sqrt(sum);
    }
    const half = median(distances) / 2;
    known.set(point, half);
    return half;
  };
}

/** Normal noise of so many standard deviations of the group, within its range. */
function noiseOf(
  features: NumericFeatures,
  rows: Uint32Array,
  random: MethodContext['random'],
  name: string,
) {
  const columns = features.columns.map((_, place) => {
    const own = Float64Array.from(rows, (row) => features.value(place, row)).filter(
      Number.isFinite,
    );
    const low = own.reduce((a, b) => Math.min(a, b), Infinity);
    const high = own.reduce((a, b) => Math.max(a, b), -Infinity);
    return { low, high, spread: standardDeviation(own) };
  });
  const [radius, angle] = [random.stream(`${name}/a`), random.stream(`${name}/b`)];
  return (place: number, from: number, draw: number, deviations: number): number => {
    const { low, high, spread } = columns[place]!;
    if (!Number.isFinite(from) || !(spread > 0) || deviations === 0) return from;
    const z = normal(radius, angle, draw * columns.length + place);
    return Math.max(low, Math.min(high, from + z * spread * deviations));
  };
}
