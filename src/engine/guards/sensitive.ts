import { columnsWith } from '../roles/roles';
import { columnNamed } from '../methods/columns';
import { listed, quoted } from '../words';
import type { Guard } from './guard';
import { t } from '../language';

/** Group columns may be protected attributes. */
export const sensitive: Guard = {
  code: 'G-SENS',
  rule: 'Group columns may be protected.',
  check({ table, values, context }) {
    const given = Array.isArray(values['columns']) ? (values['columns'] as readonly string[]) : [];
    const columns = given.length
      ? given.map((name) => columnNamed(table, name))
      : columnsWith(context.roles, 'group');
    if (!columns.length) return undefined;
    return {
      code: 'G-SENS',
      level: 'note',
      title: t('Groups of people.'),
      message: t`${listed(columns.map((index) => quoted(table.columns[index]!.name)))} may be protected. The added column lets a reader guess the group of a row; everything stays on this computer.`,
    };
  },
};
