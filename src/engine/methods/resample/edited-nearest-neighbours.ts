import { nearestNeighbours } from '../../kernels/nearest-neighbours';
import type { Method } from '../../method';
import { numbersWhere } from '../../plan/row-numbers';
import { read } from '../../params/values';
import { Leaving } from '../plans';
import {
  CLEAN_STRATEGY,
  cleanedClasses,
  cleanedPlan,
  fewerNeighbours,
  NEIGHBOUR_GUARDS,
  NEIGHBOUR_PARAMS,
  neighbourCount,
  neighbourGround,
} from './parts/neighbour-ground';
import { disagrees, RULE } from './parts/vote';

/** Drops rows whose neighbours are of another class (imbalanced-learn's EditedNearestNeighbours). */
export const editedNearestNeighbours: Method = {
  id: 'edited-nearest-neighbours',
  family: 'resample',
  title: 'Edited nearest neighbours',
  summary: 'Rows whose neighbours are of another class leave.',
  cites: [
    'Wilson 1972, Asymptotic properties of nearest neighbor rules using edited data',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  compares: 'mixed',
  params: [
    CLEAN_STRATEGY,
    neighbourCount(3, 'How many nearest rows of any class are asked.'),
    RULE,
    ...NEIGHBOUR_PARAMS,
  ],
  guards: ['G-HALF', ...NEIGHBOUR_GUARDS],
  apply(table, values, context) {
    const ground = neighbourGround(table, values, context);
    const { classOf, points, rows, tick } = ground;
    const cleaned = cleanedClasses(ground.classes, values);
    const wanted = read.number(values, 'k')!;
    const k = Math.min(wanted, points.count - 1);
    const queries = numbersWhere(points.count, (point) => cleaned[classOf[point]!] === 1);
    const near = nearestNeighbours(points, k, tick, { queries });
    const leaving = new Leaving(table.rowCount);
    queries.forEach((point, i) => {
      const voters = { points: near.points, from: i * k, count: k };
      if (disagrees(voters, classOf, classOf[point]!, read.text(values, 'rule'))) {
        leaving.add(rows[point]!, 'edited-nearest-neighbours');
      }
    });
    return cleanedPlan(table, values, context, ground, leaving, {
      notices: fewerNeighbours(wanted, k),
    });
  },
};
