import { nearestNeighbours, NO_POINT } from '../../kernels/nearest-neighbours';
import type { Method } from '../../method';
import { NO_ROW } from '../../plan/plan';
import { rowNumbers, select } from '../../plan/row-numbers';
import { count, many } from '../../words';
import { Leaving } from '../plans';
import {
  CLEAN_STRATEGY,
  cleanedClasses,
  cleanedPlan,
  NEIGHBOUR_GUARDS,
  NEIGHBOUR_PARAMS,
  neighbourGround,
  type NeighbourGround,
} from './parts/neighbour-ground';
import { t } from '../../language';

/** Drops rows that are each other's nearest and of different classes (imbalanced-learn's TomekLinks). */
export const tomekLinks: Method = {
  id: 'tomek-links',
  family: 'resample',
  title: 'Tomek links',
  summary: 'Rows that face their nearest row of another class leave.',
  cites: [
    'Tomek 1976, Two modifications of CNN',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  compares: 'mixed',
  params: [CLEAN_STRATEGY, ...NEIGHBOUR_PARAMS],
  guards: NEIGHBOUR_GUARDS,
  apply(table, values, context) {
    const ground = neighbourGround(table, values, context);
    const cleaned = cleanedClasses(ground.classes, values);
    const { partners, distances } = tomekPartners(ground);
    const leaving = new Leaving(table.rowCount);
    let [links, copies] = [0, 0];
    partners.forEach((partner, point) => {
      if (partner === NO_POINT) return;
      if (point < partner) links++;
      if (point < partner && distances[point] === 0) copies++;
      if (!cleaned[ground.classOf[point]!]) return;
      const stays = !cleaned[ground.classOf[partner]!];
      leaving.add(ground.rows[point]!, 'tomek', stays ? ground.rows[partner]! : NO_ROW);
    });
    return cleanedPlan(table, values, context, ground, leaving, {
      notices: copies
        ? [
            t`${many(copies, 'link')} of ${count(links)} join rows that are equal in every feature: their labels contradict.`,
          ]
        : [],
      tables: { links: { links, equalRows: copies } },
    });
  },
};

/** The other end of each point's Tomek link. */
export interface Links {
  /** NO_POINT where there is none. */
  readonly partners: Uint32Array;
  /** Squared distance to the nearest point, Infinity where it was not asked for. */
  readonly distances: Float64Array;
}

/**
 * The Tomek links among `alive` (ascending; all points when absent). At least one end of a link is not of the largest
 * class: those points are asked for their nearest, and of the others only whom they name. @throws Cancelled
 */
export function tomekPartners(
  { points, classOf, tick }: Pick<NeighbourGround, 'points' | 'classOf' | 'tick'>,
  alive: Uint32Array = rowNumbers(points.count),
): Links {
  const nearest = new Uint32Array(points.count).fill(NO_POINT);
  const distances = new Float64Array(points.count).fill(Infinity);
  const ask = (queries: Uint32Array) => {
    const near = nearestNeighbours(points, 1, tick, { queries, among: alive });
    queries.forEach((point, i) => {
      nearest[point] = near.points[i]!;
      distances[point] = near.distances[i]!;
    });
  };
  const largest = largestClass(classOf, alive);
  const first = select(alive, (point) => classOf[point] !== largest);
  ask(first);
  const named = new Uint8Array(points.count);
  for (const point of first) if (nearest[point] !== NO_POINT) named[nearest[point]!] = 1;
  ask(select(alive, (point) => named[point] === 1 && classOf[point] === largest));
  const partners = nearest.map((partner, point) =>
    partner !== NO_POINT && nearest[partner] === point && classOf[partner] !== classOf[point]
      ? partner
      : NO_POINT,
  );
  return { partners, distances };
}

function largestClass(classOf: Uint32Array, points: Uint32Array): number {
  const counts: number[] = [];
  for (const point of points) counts[classOf[point]!] = (counts[classOf[point]!] ?? 0) + 1;
  let largest = 0;
  counts.forEach((count, level) => {
    if (count > (counts[largest] ?? 0)) largest = level;
  });
  return largest;
}
