import { farthestPoints } from '../../kernels/farthest-points';
import { nearestNeighbours, NO_POINT, type Neighbours } from '../../kernels/nearest-neighbours';
import type { Method } from '../../method';
import type { StrategyValue } from '../../params/params';
import { distinctRows, numbersByGroup, select } from '../../plan/row-numbers';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import { Leaving } from '../plans';
import {
  cleanedPlan,
  NEIGHBOUR_GUARDS,
  NEIGHBOUR_PARAMS,
  neighbourCount,
  neighbourGround,
  smallestClass,
  type NeighbourGround,
} from './parts/neighbour-ground';
import { resolveStrategy } from './parts/strategy';
import { UNDER_STRATEGY } from './parts/under-sample';
import { t } from '../../language';

/** Keeps the rows of common classes that lie nearest to the rarest class (imbalanced-learn's NearMiss). */
export const nearMiss: Method = {
  id: 'near-miss',
  family: 'resample',
  title: 'Near miss',
  summary: 'Common rows near rare ones stay, the others leave.',
  cites: [
    'Mani and Zhang 2003, kNN approach to unbalanced data distributions',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  compares: 'mixed',
  params: [
    UNDER_STRATEGY,
    {
      kind: 'choice',
      id: 'version',
      title: 'Version',
      summary:
        'Rows stay that are near their nearest rare rows (1) or their farthest rare rows (2), or, of those near any rare row, the ones farthest from their nearest rare rows (3).',
      default: '1',
      options: [
        { value: '1', title: '1: near the nearest' },
        { value: '2', title: '2: near the farthest' },
        { value: '3', title: '3: around each rare row' },
      ],
    },
    neighbourCount(3, 'Over how many rare rows the distance of a row is averaged.'),
    {
      kind: 'number',
      id: 'k3',
      title: 'Rows around each rare row',
      summary: 'Version 3: how many of the rows nearest to each rare row are looked at.',
      default: 3,
      min: 1,
      max: 1000,
      integer: true,
      advanced: true,
    },
    ...NEIGHBOUR_PARAMS,
  ],
  guards: NEIGHBOUR_GUARDS,
  apply(table, values, context) {
    const ground = neighbourGround(table, values, context);
    const { classes, classOf, rows } = ground;
    const targets = resolveStrategy(classes, values['strategy'] as StrategyValue, 'under');
    const pointsOf = numbersByGroup(classOf, classes.values.length, context.tick);
    const smallest = smallestClass(classes.counts);
    const rare = pointsOf[smallest]!;
    const leaving = new Leaving(table.rowCount);
    const notices: string[] = [];
    for (const { index, rows: wanted } of targets) {
      const own = pointsOf[index]!;
      const name = quoted(classes.values[index]!);
      if (!rare.length || index === smallest) {
        if (wanted < own.length)
          notices.push(t`No row of ${name} left: there is nothing to be near to.`);
        continue;
      }
      const kept = nearest(ground, own, rare, wanted, {
        version: read.text(values, 'version'),
        k: Math.min(read.number(values, 'k')!, rare.length),
        k3: Math.min(read.number(values, 'k3')!, own.length),
      });
      if (kept.length < wanted && kept.length < own.length) {
        notices.push(
          t`${many(kept.length, 'row')} of ${name} ${kept.length === 1 ? t('is') : t('are')} near a rare row, fewer than the ${many(wanted, 'row')} to keep.`,
        );
      }
      leaving.keepOnly(
        own.map((point) => rows[point]!),
        kept.map((point) => rows[point]!),
        'majority',
      );
    }
    return cleanedPlan(table, values, context, ground, leaving, { notices });
  },
};

interface Looks {
  readonly version: string;
  /** Both at most the points there are. */
  readonly k: number;
  readonly k3: number;
}

/** Up to `count` points of `own` by their mean distance to points of `rare`, by version. @throws Cancelled */
function nearest(
  { points, tick }: NeighbourGround,
  own: Uint32Array,
  rare: Uint32Array,
  count: number,
  { version, k, k3 }: Looks,
): Uint32Array {
  if (version === '2') {
    const queries = own;
    return byMean(own, farthestPoints(points, k, tick, { queries, among: rare }), 1, count);
  }
  if (version === '1') {
    const asked = { queries: own, among: rare, few: count };
    return byMean(own, nearestNeighbours(points, k, tick, asked), 1, count);
  }
  const around = nearestNeighbours(points, k3, tick, { queries: rare, among: own });
  const found = distinctRows(
    select(around.points, (point) => point !== NO_POINT),
    points.count,
  );
  const near = nearestNeighbours(points, k, tick, { queries: found, among: rare });
  return byMean(found, near, -1, count);
}

/** The first `count` queries by (sign times mean distance, point number), in the order they came in. */
function byMean(queries: Uint32Array, near: Neighbours, sign: number, count: number): Uint32Array {
  const { k, distances } = near;
  const sums = new Float64Array(queries.length);
  for (let i = 0, at = 0; i < sums.length; i++) {
    let sum = 0;
    for (const end = at + k; at < end; at++) sum += sign * Math.sqrt(distances[at]!);
    sums[i] = sum;
  }
  return select(queries, firstOf(sums, count));
}

/** Tells of each place in turn whether its number is one of the `count` smallest; of equals the first are. */
function firstOf(numbers: Float64Array, count: number): (number: number, place: number) => boolean {
  if (count >= numbers.length) return () => true;
  if (count <= 0) return () => false;
  const sorted = numbers.slice().sort();
  const most = sorted[count - 1]!;
  let equal = count;
  for (let i = 0; i < count && sorted[i]! < most; i++) equal--;
  return (_, place) => numbers[place]! < most || (numbers[place] === most && equal-- > 0);
}
