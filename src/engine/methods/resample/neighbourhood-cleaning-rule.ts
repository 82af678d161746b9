import { addBit, hasBit, noBits, type BitSet } from '../../kernels/bit-sets';
import { nearestNeighbours, NO_POINT } from '../../kernels/nearest-neighbours';
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
  smallestClass,
  type NeighbourGround,
} from './parts/neighbour-ground';
import { disagrees, majority } from './parts/vote';

/** Cleans common classes around rows of the rarest that would be mistaken (NeighbourhoodCleaningRule). */
export const neighbourhoodCleaningRule: Method = {
  id: 'neighbourhood-cleaning-rule',
  family: 'resample',
  title: 'Neighbourhood cleaning',
  summary: 'Common rows that make neighbours mistake a rare row leave.',
  cites: [
    'Laurikkala 2001, Improving identification of difficult small classes by balancing class distribution',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn 0.14',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  compares: 'mixed',
  params: [
    CLEAN_STRATEGY,
    neighbourCount(3, 'How many nearest rows of any class are asked.'),
    {
      kind: 'number',
      id: 'threshold',
      title: 'Smallest cleaned class',
      summary:
        'Around rare rows only classes of more rows than this times those of the smallest are cleaned.',
      default: 0.5,
      min: 0,
      advanced: true,
    },
    ...NEIGHBOUR_PARAMS,
  ],
  guards: ['G-HALF', ...NEIGHBOUR_GUARDS],
  apply(table, values, context) {
    const ground = neighbourGround(table, values, context);
    const cleaned = cleanedClasses(ground.classes, values);
    const wanted = read.number(values, 'k')!;
    const k = Math.min(wanted, ground.points.count - 1);
    const { outvoted, misleading } = cleanedAround(
      ground,
      cleaned,
      k,
      read.number(values, 'threshold')!,
    );
    const leaving = new Leaving(table.rowCount);
    ground.rows.forEach((row, point) => {
      if (hasBit(outvoted, point)) leaving.add(row, 'outvoted');
      else if (hasBit(misleading, point)) leaving.add(row, 'misleads a rare row');
    });
    return cleanedPlan(table, values, context, ground, leaving, {
      notices: fewerNeighbours(wanted, k),
    });
  },
};

/** Points of cleaned classes that most neighbours speak against, and those near mistaken points of the smallest class. */
function cleanedAround(
  { classes, classOf, points, tick }: NeighbourGround,
  cleaned: Uint8Array,
  k: number,
  threshold: number,
): { outvoted: BitSet; misleading: BitSet } {
  const smallest = smallestClass(classes.counts);
  const least = classes.counts[smallest]!;
  const queries = numbersWhere(
    points.count,
    (point) => classOf[point] === smallest || cleaned[classOf[point]!] === 1,
  );
  const near = nearestNeighbours(points, k, tick, { queries });
  const [outvoted, misleading] = [noBits(points.count), noBits(points.count)];
  queries.forEach((point, i) => {
    const own = classOf[point]!;
    const voters = { points: near.points, from: i * k, count: k };
    if (cleaned[own] && disagrees(voters, classOf, own, 'mode')) addBit(outvoted, point);
    if (own !== smallest) return;
    // The row has a vote itself, as in imbalanced-learn 0.14, whose classifier is asked for rows it was fitted on.
    if (majority({ ...voters, count: k - 1 }, classOf, own) === own) return;
    for (const neighbour of near.points.subarray(i * k, (i + 1) * k)) {
      if (neighbour === NO_POINT) break;
      const level = classOf[neighbour]!;
      if (cleaned[level] && classes.counts[level]! > threshold * least) {
        addBit(misleading, neighbour);
      }
    }
  });
  return { outvoted, misleading };
}
