import type { GuardSubject, GuardNote, Guard } from './guard';
import { changesOf } from '../method';
import { columnWith } from '../roles/roles';
import { t } from '../language';

/** What happens when a file is changed before it is split, by what the method changes. */
function consequence({ method, values, plan }: GuardSubject): string {
  const changes = changesOf(method, values);
  if (changes === 'weights') return t('Weights should follow from train rows alone.');
  if (changes === 'removes-rows') {
    return t('A test set drawn from this file would not look like the data it stands for.');
  }
  return plan.made
    ? t('A made row and its parents could end up in train and in test.')
    : t('A row and its copy could end up in train and in test.');
}

/** Resampling, synthesis and weights act on train rows only. */
export const split: Guard = {
  code: 'G-SPLIT',
  rule: 'Rows are added, weighed or dropped among train rows alone, so that no copy or relative reaches the test set.',
  check(subject): GuardNote {
    const { context, method, values } = subject;
    const adds = changesOf(method, values) === 'adds-rows';
    const note = { code: 'G-SPLIT', title: t('Split first.') } as const;
    if (context.scopeName === 'train') {
      return { ...note, level: 'passed', message: t('Only train rows are read and changed.') };
    }
    if (columnWith(context.roles, 'split') === undefined) {
      return {
        ...note,
        level: adds ? 'warning' : 'note',
        message: t`There is no split column. ${consequence(subject)}`,
      };
    }
    return {
      ...note,
      level: adds ? 'block' : 'warning',
      message: t`The file has a split column, but all rows are used. ${consequence(subject)}`,
    };
  },
};
