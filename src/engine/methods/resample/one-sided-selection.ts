import type { Method } from '../../method';
import { NO_POINT } from '../../kernels/nearest-neighbours';
import { addBit, hasBit, noBits } from '../../kernels/bit-sets';
import { NO_ROW } from '../../plan/plan';
import { numbersWhere } from '../../plan/row-numbers';
import { read } from '../../params/values';
import { Leaving } from '../plans';
import { classStarts, misjudged, startRows, STARTS, type ClassStart } from './parts/condense';
import {
  CLEAN_STRATEGY,
  cleanedClasses,
  cleanedPlan,
  NEIGHBOUR_GUARDS,
  NEIGHBOUR_PARAMS,
  neighbourCount,
  neighbourGround,
  type NeighbourGround,
} from './parts/neighbour-ground';
import { tomekPartners } from './tomek-links';

/** Drops rows that a few of their class already explain, then Tomek links (imbalanced-learn's OneSidedSelection). */
export const oneSidedSelection: Method = {
  id: 'one-sided-selection',
  family: 'resample',
  title: 'One-sided selection',
  summary: 'Common rows that say nothing new leave, then Tomek links.',
  cites: [
    'Kubat and Matwin 1997, Addressing the curse of imbalanced training sets: one-sided selection',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  compares: 'mixed',
  params: [
    CLEAN_STRATEGY,
    neighbourCount(1, 'How many nearest rows judge a row.'),
    STARTS,
    ...NEIGHBOUR_PARAMS,
  ],
  guards: NEIGHBOUR_GUARDS,
  apply(table, values, context) {
    const ground = neighbourGround(table, values, context);
    const cleaned = cleanedClasses(ground.classes, values);
    const starts = classStarts(
      ground,
      cleaned,
      'one-sided-selection',
      read.number(values, 'starts')!,
      context,
    );
    const { redundant, links } = oneSided(ground, cleaned, starts, read.number(values, 'k')!);
    const leaving = new Leaving(table.rowCount);
    for (const point of redundant) leaving.add(ground.rows[point]!, 'redundant');
    for (const { point, partner } of links) {
      const stays = !cleaned[ground.classOf[partner]!];
      leaving.add(ground.rows[point]!, 'tomek', stays ? ground.rows[partner]! : NO_ROW);
    }
    return cleanedPlan(table, values, context, ground, leaving, {
      tables: { starts: startRows(ground, starts) },
    });
  },
};

/** Points that leave: those that few rows of their class explain, and of what is left members of Tomek links. */
export function oneSided(
  ground: NeighbourGround,
  cleaned: Uint8Array,
  starts: readonly ClassStart[],
  k: number,
): { redundant: Uint32Array; links: { point: number; partner: number }[] } {
  const { points, classOf } = ground;
  const gone = noBits(points.count);
  for (const start of starts) {
    const staying = new Set([...start.starts, ...misjudged(ground, start, k)]);
    for (const point of start.own) if (!staying.has(point)) addBit(gone, point);
  }
  const alive = numbersWhere(points.count, (point) => !hasBit(gone, point));
  const { partners } = tomekPartners(ground, alive);
  const links = Array.from(partners, (partner, point) => ({ point, partner })).filter(
    ({ point, partner }) => partner !== NO_POINT && cleaned[classOf[point]!] === 1,
  );
  return { redundant: numbersWhere(points.count, (point) => hasBit(gone, point)), links };
}
