import type { Method } from '../../method';
import { chained, LATER } from './parts/chained';
import { withoutUnlabelled } from '../missing-label';
import { CLEAN_STRATEGY } from './parts/neighbour-ground';
import { GAP_MODE, SMOTE } from './smote';
import { synthesise } from './parts/synthesis';
import { NEIGHBOURS, SYNTHESIS_GUARDS, synthesisParams } from './parts/synthesis-params';
import { tomekLinks } from './tomek-links';

/** SMOTE, and then rows that face their nearest row of another class leave. */
export const smoteTomek: Method = {
  id: 'smote-tomek',
  family: 'resample',
  title: 'SMOTE and Tomek links',
  summary: 'New rows between rare neighbours; then rows that face another class leave.',
  cites: [
    'Batista, Bazzan and Monard 2003, Balancing training data for automated annotation of keywords',
    'Lemaître, Nogueira and Aridas 2017, imbalanced-learn',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: synthesisParams([
    NEIGHBOURS,
    GAP_MODE,
    { ...CLEAN_STRATEGY, id: 'cleanStrategy', title: 'Classes to clean', default: 'all' },
  ]),
  guards: SYNTHESIS_GUARDS,
  apply(table, values, context) {
    const made = synthesise(table, { ...values, ...LATER }, context, SMOTE);
    const draft = chained(table, context, made, (planned, later) =>
      tomekLinks.apply(
        planned,
        { ...values, missingLabel: 'pass', strategy: values['cleanStrategy']!, metric: 'numbers' },
        later,
      ),
    );
    return withoutUnlabelled(table, values, context, draft);
  },
};
