import { listed, many, quoted } from '../words';
import { groupCells } from './group-cells';
import type { Guard } from './guard';
import { t } from '../language';

/** Weights cannot create rows. */
export const support: Guard = {
  code: 'G-SUPPORT',
  rule: 'Weights cannot create rows: groups of fewer than 5 rows are listed.',
  check(subject) {
    const cells = groupCells(subject);
    if (!cells) return undefined;
    const thin = cells.cells.filter((cell) => cell.rows.length < 5);
    const { empty } = cells;
    const note = { code: 'G-SUPPORT', title: t('Weights cannot create rows.') } as const;
    if (!empty.count && !thin.length) {
      return { ...note, level: 'passed', message: t('Every group has at least 5 rows to weight.') };
    }
    const parts = [
      ...(empty.count
        ? [t`${many(empty.count, 'combination')} never occur: ${listed(empty.names.map(quoted))}.`]
        : []),
      ...(thin.length
        ? [
            t`${many(thin.length, 'group')} of fewer than 5 rows: ${listed(thin.map((cell) => quoted(cell.name)))}.`,
          ]
        : []),
    ];
    return {
      ...note,
      level: 'warning',
      message: t`${parts.join(' ')} Collect rows there instead.`,
    };
  },
};
