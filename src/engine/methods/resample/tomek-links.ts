import { nearestNeighbours, NO_POINT } from '../../kernels/nearest-neighbours';
import type { Method } from '../../method';
import { NO_ROW } from '../../plan';
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
} from './neighbour-ground';

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
            `${many(copies, 'link')} of ${count(links)} join rows that are equal in every feature: their labels contradict.`,
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
  /** Squared distance to the nearest point, linked or not. */
  readonly distances: Float64Array;
}

/** The Tomek links among `alive` (ascending; all points when absent). @throws Cancelled */
export function tomekPartners(
  { points, classOf, tick }: Pick<NeighbourGround, 'points' | 'classOf' | 'tick'>,
  alive?: Uint32Array,
): Links {
  const asked = alive ? { queries: alive, among: alive } : {};
  const near = nearestNeighbours(points, 1, tick, asked);
  const nearest = new Uint32Array(points.count).fill(NO_POINT);
  const distances = new Float64Array(points.count).fill(Infinity);
  for (let i = 0; i < near.points.length; i++) {
    const point = alive ? alive[i]! : i;
    nearest[point] = near.points[i]!;
    distances[point] = near.distances[i]!;
  }
  const partners = nearest.map((partner, point) =>
    partner !== NO_POINT && nearest[partner] === point && classOf[partner] !== classOf[point]
      ? partner
      : NO_POINT,
  );
  return { partners, distances };
}
