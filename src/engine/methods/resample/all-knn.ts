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

/** Edited nearest neighbours with one, two ... k neighbours in turn (imbalanced-learn's AllKNN). */
export const allKnn: Method = {
  id: 'all-knn',
  family: 'resample',
  title: 'Editing with more and more neighbours',
  summary: 'Rows leave by one neighbour, then by two, up to k.',
  cites: [
    'Tomek 1976, An experiment with the edited nearest-neighbor rule',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['split'] },
  changes: 'removes-rows',
  compares: 'mixed',
  params: [
    CLEAN_STRATEGY,
    neighbourCount(3, 'How many nearest rows of any class are asked in the last pass.'),
    RULE,
    {
      kind: 'flag',
      id: 'allowMinority',
      title: 'Below the smallest',
      summary: 'Goes on when a class has fewer rows left than the smallest class has.',
      default: false,
      advanced: true,
    },
    ...NEIGHBOUR_PARAMS,
  ],
  guards: ['G-HALF', ...NEIGHBOUR_GUARDS],
  apply(table, values, context) {
    const ground = neighbourGround(table, values, context);
    const most = Math.min(read.number(values, 'k')!, ground.points.count - 1);
    const ks = Array.from({ length: most }, (_, pass) => pass + 1);
    const allowMinority = read.flag(values, 'allowMinority');
    const edits = repeatedEdits(ground, values, ks, { untilRest: false, allowMinority });
    return editedPlan(table, values, context, ground, edits, 'all-knn');
  },
};
