import { columnWith } from '../roles/roles';
import { quoted } from '../words';
import type { Guard, GuardNote } from './guard';
import { t } from '../language';

/** What comes later is not to be learnt from. */
export const times: Guard = {
  code: 'G-TIME',
  rule: 'Rows with a time are not dealt across it unseen.',
  check({ table, context }): GuardNote | undefined {
    const timestamp = columnWith(context.roles, 'timestamp');
    if (timestamp === undefined) return undefined;
    const name = quoted(table.columns[timestamp]!.name);
    return {
      code: 'G-TIME',
      level: 'warning',
      title: t('Dealt across time.'),
      message: t`Rows have a time in ${name}, and train gets rows later than those of test. Where the future is to be foreseen, let train end before test begins.`,
    };
  },
};
