import type { Method } from '../../method';
import { chained, LATER } from './parts/chained';
import { withoutUnlabelled } from '../missing-label';
import { editedNearestNeighbours } from './edited-nearest-neighbours';
import { CLEAN_STRATEGY, neighbourCount } from './parts/neighbour-ground';
import { GAP_MODE, SMOTE } from './smote';
import { synthesise } from './parts/synthesis';
import { NEIGHBOURS, SYNTHESIS_GUARDS, synthesisParams } from './parts/synthesis-params';
import { RULE } from './parts/vote';

/** SMOTE, and then every row leaves whose neighbours are of another class. */
export const smoteEnn: Method = {
  id: 'smote-enn',
  family: 'resample',
  title: 'SMOTE and edited neighbours',
  summary: 'New rows between rare neighbours; then rows among other classes leave.',
  cites: [
    'Batista, Prati and Monard 2004, A study of the behavior of several methods for balancing machine learning training data',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: synthesisParams([
    NEIGHBOURS,
    GAP_MODE,
    { ...CLEAN_STRATEGY, id: 'cleanStrategy', title: 'Classes to clean', default: 'all' },
    {
      ...neighbourCount(3, 'How many nearest rows of any class are asked whether a row stays.'),
      id: 'cleanK',
      title: 'Neighbours for cleaning',
    },
    RULE,
  ]),
  guards: ['G-HALF', ...SYNTHESIS_GUARDS],
  apply(table, values, context) {
    const made = synthesise(table, { ...values, ...LATER }, context, SMOTE);
    const draft = chained(table, context, made, (planned, later) =>
      editedNearestNeighbours.apply(
        planned,
        {
          ...values,
          missingLabel: 'pass',
          strategy: values['cleanStrategy']!,
          k: values['cleanK']!,
          metric: 'numbers',
        },
        later,
      ),
    );
    return withoutUnlabelled(table, values, context, draft);
  },
};
