import type { Method } from '../../method';
import { select } from '../../plan/row-numbers';
import { read } from '../../params/values';
import { many, quoted } from '../../words';
import { classesIn } from '../classes';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { Leaving, shuffled } from '../plans';
import { SHUFFLE } from './parts/draw';
import { t } from '../../language';

/** Keeps a share of the largest class and says how to correct for it, as for clicks on advertisements. */
export const negativeDownsample: Method = {
  id: 'negative-downsample',
  family: 'resample',
  title: 'Keep a share of negatives',
  summary: 'Each negative row stays by chance, with a weight that makes up for it.',
  cites: ['He et al. 2014, Practical lessons from predicting clicks on ads at Facebook'],
  needs: { required: ['label'], optional: ['split'] },
  changes: 'removes-rows',
  params: [
    {
      kind: 'number',
      id: 'r',
      title: 'Share kept',
      summary: 'With which chance a row of the largest class stays.',
      default: 0.1,
      min: 0.000001,
      max: 1,
    },
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-TAIL', 'G-SMALL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const { values: names, counts, rows: perClass } = classesIn(table, context);
    const rate = read.number(values, 'r')!;
    const most = counts.reduce((best, count, index) => (count > counts[best]! ? index : best), 0);
    const stream = context.random.stream('negative-downsample/keep');
    const negatives = perClass[most]!;
    const kept = select(negatives, (row) => stream.uniform(row) < rate);
    const leaving = new Leaving(table.rowCount);
    leaving.keepOnly(negatives, kept, 'negative');
    const rows = leaving.staying();
    const weighted = new Set(kept);
    const positives = counts.reduce((sum, count) => sum + count, 0) - negatives.length;
    const draft = leaving.plan({
      rows,
      ...shuffled(values, context, rows.length),
      columns: [
        {
          name: '_weight',
          type: 'number',
          role: 'weight',
          text: (output) => (weighted.has(rows[output]!) ? String(1 / rate) : '1'),
        },
      ],
      notices: [
        t`Rows of ${quoted(names[most]!)} are the negatives. A model that is trained without the weights says p: the real probability of the others is p / (p + (1 - p) / ${rate}).`,
        ...(positives > 10 * kept.length
          ? [
              t`Only ${many(kept.length, 'row')} of the negatives stay, less than a tenth of the others: choose a larger share.`,
            ]
          : []),
      ],
      tables: {
        strategy: [{ class: names[most]!, rows: negatives.length, kept: kept.length, rate }],
      },
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};
