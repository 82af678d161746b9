import type { Method } from '../../method';
import { read } from '../../values';
import {
  CLEAN_STRATEGY,
  NEIGHBOUR_GUARDS,
  NEIGHBOUR_PARAMS,
  neighbourCount,
  neighbourGround,
} from './parts/neighbour-ground';
import { editedPlan, repeatedEdits } from './parts/repeated-edits';
import { RULE } from './parts/vote';

/** Edited nearest neighbours until nothing changes (imbalanced-learn's RepeatedEditedNearestNeighbours). */
export const repeatedEnn: Method = {
  id: 'repeated-enn',
  family: 'resample',
  title: 'Repeated editing',
  summary: 'Rows whose neighbours are of another class leave, again and again.',
  cites: [
    'Tomek 1976, An experiment with the edited nearest-neighbor rule',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  compares: 'mixed',
  params: [
    CLEAN_STRATEGY,
    neighbourCount(3, 'How many nearest rows of any class are asked.'),
    RULE,
    {
      kind: 'number',
      id: 'maxIter',
      title: 'Passes',
      summary: 'How many passes at most.',
      default: 100,
      min: 1,
      integer: true,
      advanced: true,
    },
    ...NEIGHBOUR_PARAMS,
  ],
  guards: ['G-HALF', ...NEIGHBOUR_GUARDS],
  apply(table, values, context) {
    const ground = neighbourGround(table, values, context);
    const k = Math.min(read.number(values, 'k')!, ground.points.count - 1);
    const ks = new Array<number>(read.number(values, 'maxIter')!).fill(k);
    const edits = repeatedEdits(ground, values, ks, { untilRest: true, allowMinority: false });
    return editedPlan(table, values, context, ground, edits, 'repeated-enn');
  },
};
