import type { GuardSubject, GuardNote, Guard } from './guard';
import { columnWith } from '../roles';

/** What happens when a file is changed before it is split, by what the method changes. */
function consequence({ method, plan }: GuardSubject): string {
  if (method.changes === 'weights') return 'Weights should follow from train rows alone.';
  if (method.changes === 'removes-rows') {
    return 'A test set drawn from this file would not look like the data it stands for.';
  }
  return plan.made
    ? 'A made row and its parents could end up in train and in test.'
    : 'A row and its copy could end up in train and in test.';
}

/** Resampling, synthesis and weights act on train rows only. */
export const split: Guard = {
  code: 'G-SPLIT',
  rule: 'Rows are added, weighed or dropped among train rows alone, so that no copy or relative reaches the test set.',
  check(subject): GuardNote {
    const { context, method } = subject;
    const note = { code: 'G-SPLIT', title: 'Split first.' } as const;
    if (context.scopeName === 'train') {
      return { ...note, level: 'passed', message: 'Only train rows are read and changed.' };
    }
    if (columnWith(context.roles, 'split') === undefined) {
      return {
        ...note,
        level: method.changes === 'adds-rows' ? 'warning' : 'note',
        message: `There is no split column. ${consequence(subject)}`,
      };
    }
    return {
      ...note,
      level: method.changes === 'adds-rows' ? 'block' : 'warning',
      message: `The file has a split column, but all rows are used. ${consequence(subject)}`,
    };
  },
};
