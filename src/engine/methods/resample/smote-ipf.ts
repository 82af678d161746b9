import type { Method } from '../../method';
import { shuffled } from '../plans';
import { read } from '../../params/values';
import { many } from '../../words';
import { classesIn } from '../classes';
import { Leaving } from '../plans';
import { chained, LATER } from './parts/chained';
import { withoutUnlabelled } from '../missing-label';
import { numericFeatures } from './parts/numeric-features';
import { partitionFilter } from './parts/partition-filter';
import { GAP_MODE, SMOTE } from './smote';
import { synthesise } from './parts/synthesis';
import { NEIGHBOURS, SYNTHESIS_GUARDS, synthesisParams } from './parts/synthesis-params';
import { t } from '../../language';

/** SMOTE, and then rows that trees learnt on parts of the file call by another class leave, round after round. */
export const smoteIpf: Method = {
  id: 'smote-ipf',
  family: 'resample',
  title: 'SMOTE and noise filter',
  summary: 'New rows between rare neighbours; then rows that look wrongly labelled leave.',
  cites: [
    'Sáez, Luengo, Stefanowski and Herrera 2015, SMOTE-IPF',
    'Khoshgoftaar and Rebours 2007, Improving software quality prediction by noise filtering techniques',
    'Kovács 2019, smote-variants',
  ],
  needs: { required: ['label', 'feature'], optional: ['id', 'split'] },
  changes: 'adds-rows',
  params: synthesisParams([
    NEIGHBOURS,
    GAP_MODE,
    {
      kind: 'number',
      id: 'folds',
      title: 'Parts',
      summary: 'Into how many parts the rows are dealt; at most the rows of the smallest class.',
      default: 9,
      min: 2,
      max: 100,
      integer: true,
    },
    {
      kind: 'choice',
      id: 'vote',
      title: 'Vote',
      summary: 'A row leaves if more than half of the trees call it by another class, or all do.',
      default: 'majority',
      options: [
        { value: 'majority', title: 'More than half' },
        { value: 'consensus', title: 'All' },
      ],
    },
    {
      kind: 'choice',
      id: 'filter',
      title: 'Rows that may leave',
      summary: 'All rows, or made rows alone.',
      default: 'all',
      options: [
        { value: 'all', title: 'All rows' },
        { value: 'synthetic-only', title: 'Made rows alone' },
      ],
    },
    {
      kind: 'choice',
      id: 'trainOn',
      title: 'Learn from',
      summary: 'Each tree learns from all parts but one, or from one part alone as in the paper.',
      default: 'rest',
      options: [
        { value: 'rest', title: 'All parts but one' },
        { value: 'part', title: 'One part' },
      ],
      advanced: true,
    },
    {
      kind: 'number',
      id: 'depth',
      title: 'Depth of the trees',
      summary: 'Cuts from the root of a tree to a leaf at most; leaves have five rows at least.',
      default: 8,
      min: 1,
      max: 50,
      integer: true,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'stopShare',
      title: 'Few',
      summary: 'A round that drops fewer than this share of the rows drops few.',
      default: 0.01,
      min: 0,
      max: 1,
      advanced: true,
    },
    {
      kind: 'number',
      id: 'stopRounds',
      title: 'Rounds of few',
      summary: 'After so many rounds in a row that drop few rows the filter stops.',
      default: 3,
      min: 1,
      integer: true,
      advanced: true,
    },
  ]),
  guards: ['G-HALF', ...SYNTHESIS_GUARDS],
  apply(table, values, context) {
    const made = synthesise(table, { ...values, ...LATER }, context, SMOTE);
    const draft = chained(table, context, made, (planned, later) => {
      const onlyMade = read.text(values, 'filter') === 'synthetic-only';
      const classes = classesIn(planned, later);
      const features = numericFeatures(planned, later, read.text(values, 'missing'));
      const { rounds, gone } = partitionFilter({
        classes,
        features,
        values,
        context: later,
        // Before they are shuffled, made rows come after all others.
        mayLeave: (row) => !onlyMade || row >= made.rows.length,
      });
      const leaving = new Leaving(planned.rowCount, later.tick);
      for (const row of gone) leaving.add(row, 'noise');
      const rows = leaving.staying();
      return leaving.plan({
        rows,
        ...shuffled(values, later, rows.length),
        notices: [t`${many(gone.length, 'row')} left in ${many(rounds.length, 'round')}.`],
        tables: { rounds },
      });
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};
