import type { Method } from '../../method';
import type { ChoiceParam } from '../../params/params';
import {
  basesOf,
  classMaking,
  drawNeighbours,
  interpolated,
  nearestAmong,
  nothingMade,
  reachOf,
} from './parts/class-making';
import { Space } from './parts/space';
import { synthesise, type Ground, type MakeClass, type Synthesis } from './parts/synthesis';
import { NEIGHBOURS, SYNTHESIS_GUARDS, synthesisParams } from './parts/synthesis-params';

/** Whether made rows lie on the line between their parents. */
export const GAP_MODE: ChoiceParam = {
  kind: 'choice',
  id: 'gapMode',
  title: 'Gap',
  summary: 'One random gap per row keeps made rows on the line; one per column fills the box.',
  default: 'row',
  options: [
    { value: 'row', title: 'One per row' },
    { value: 'attribute', title: 'One per column' },
  ],
  advanced: true,
};

/** Interpolates between a rare row and one of its nearest rows of the same class. */
export const smote: Method = {
  id: 'smote',
  family: 'resample',
  title: 'SMOTE',
  summary: 'New rows between rare neighbours.',
  cites: [
    'Chawla, Bowyer, Hall and Kegelmeyer 2002, SMOTE',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: synthesisParams([NEIGHBOURS, GAP_MODE]),
  guards: SYNTHESIS_GUARDS,
  apply: (table, values, context) => synthesise(table, values, context, SMOTE),
};

/** SMOTE as the first step of other methods. */
export const SMOTE: Synthesis = { id: 'smote', ground: interpolation };

function interpolation(ground: Ground): MakeClass {
  const space = new Space(ground.features, ground.scales);
  return (target) => {
    const { index } = target;
    const own = ground.usableOf(index);
    const { count, k, notices } = reachOf(ground, target, own.length);
    if (!count) return { ...nothingMade(ground, space, notices), k, unused: own.length };
    const parents = basesOf(ground, index, own, count);
    const near = nearestAmong(ground, space, own, parents, k);
    const pairs = drawNeighbours(ground, index, parents, near);
    const perColumn = ground.values['gapMode'] === 'attribute';
    const numbers = interpolated(ground, index, pairs, { perColumn });
    return classMaking(space, pairs, numbers, own.length, notices);
  };
}
