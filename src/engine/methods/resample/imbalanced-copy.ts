import type { Method } from '../../method';
import { choice } from '../../random';
import { read } from '../../params/values';
import { classesIn } from '../classes';
import { MISSING_LABEL, withoutUnlabelled } from '../missing-label';
import { Leaving, shuffled } from '../plans';
import { SHUFFLE } from './parts/draw';
import { t } from '../../language';

/** A copy of chosen imbalance, to try methods and models on. */
export const imbalancedCopy: Method = {
  id: 'imbalanced-copy',
  family: 'resample',
  title: 'Imbalanced copy',
  summary: 'A file of chosen imbalance, for stress tests only.',
  cites: [
    'Buda, Maki and Mazurowski 2018, A systematic study of the class imbalance problem',
    'Cui et al. 2019, Class-balanced loss (long-tailed copies)',
  ],
  needs: { required: ['label'], optional: ['split'] },
  untried: 'It makes a file less balanced on purpose.',
  changes: 'removes-rows',
  params: [
    {
      kind: 'choice',
      id: 'shape',
      title: 'Shape',
      summary: 'Some classes are cut, or counts fall by a line or by a constant factor.',
      default: 'step',
      options: [
        { value: 'step', title: 'Step' },
        { value: 'linear', title: 'Line' },
        { value: 'long-tail', title: 'Long tail' },
      ],
    },
    {
      kind: 'number',
      id: 'rho',
      title: 'Imbalance',
      summary: 'How many times as many rows the largest class has as the smallest.',
      default: 10,
      min: 1,
    },
    {
      kind: 'number',
      id: 'mu',
      title: 'Share of rare classes',
      summary: 'A step: which share of the classes is cut, the rarest first.',
      default: 0.5,
      min: 0,
      max: 1,
      advanced: true,
    },
    MISSING_LABEL,
    SHUFFLE,
  ],
  guards: ['G-SPLIT', 'G-CALIB', 'G-TAIL', 'G-SMALL', 'G-EVIDENCE'],
  apply(table, values, context) {
    const classes = classesIn(table, context);
    const wanted = imbalancedCounts(
      classes.counts,
      read.text(values, 'shape'),
      read.number(values, 'rho')!,
      read.number(values, 'mu')!,
    );
    const stream = context.random.stream('imbalanced-copy/order');
    const leaving = new Leaving(table.rowCount);
    classes.rows.forEach((rows, index) => {
      if (wanted[index]! < rows.length) {
        leaving.keepOnly(rows, choice(stream, rows, wanted[index]!), 'stress');
      }
    });
    const rows = leaving.staying();
    const draft = leaving.plan({
      rows,
      ...shuffled(values, context, rows.length),
      notices: [t('This copy is for stress tests: it is less balanced on purpose.')],
      tables: {
        strategy: classes.values.map((value, index) => ({
          class: value,
          rows: classes.counts[index]!,
          kept: wanted[index]!,
        })),
      },
    });
    return withoutUnlabelled(table, values, context, draft);
  },
};

/** Rows per class of an imbalanced copy: never more than there are, and at least one. */
export function imbalancedCounts(
  counts: readonly number[],
  shape: string,
  rho: number,
  mu: number,
): number[] {
  const largest = counts.reduce((most, count) => Math.max(most, count), 0);
  const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const whole = counts.length - Math.round(mu * counts.length);
  const wanted = [...counts];
  order.forEach((index, i) => {
    const along = counts.length > 1 ? i / (counts.length - 1) : 0;
    const least = largest / rho;
    const target =
      shape === 'step'
        ? i < whole
          ? counts[index]!
          : least
        : shape === 'linear'
          ? largest - along * (largest - least)
          : largest * rho ** -along;
    wanted[index] = Math.min(counts[index]!, Math.max(1, Math.round(target)));
  });
  return wanted;
}
