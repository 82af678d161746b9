import type { PartLeft } from '../methods/deduplicate/remove-leaks';
import { count, listed, percent, quoted } from '../words';
import type { Guard, GuardNote } from './guard';
import { t } from '../language';

/** Share of an evaluation part that may leave. */
const MOST = 0.2;

/** A part that is evaluated on is not thinned out, and loses no class. */
export const shrinking: Guard = {
  code: 'G-SHRINK',
  rule: 'A part to evaluate on keeps four fifths of its rows, and every class.',
  check({ plan }): GuardNote | undefined {
    const parts = plan.tables['parts'] as unknown as readonly PartLeft[] | undefined;
    if (!parts) return undefined;
    const note = { code: 'G-SHRINK', title: t('What is left to evaluate on.') } as const;
    const evaluated = parts.filter(({ train, before }) => !train && before > 0);
    const thin = evaluated.find(({ before, after }) => before - after > MOST * before);
    if (thin) {
      const { part, before, after } = thin;
      return {
        ...note,
        level: 'block',
        message: t`${quoted(part)} would keep ${count(after)} of ${count(before)} rows (${percent(after / before)}): what is left is another set. Let rows leave from train, or split anew with \`duplicate-aware-split\`.`,
      };
    }
    for (const { part, classes } of evaluated) {
      const gone = classes.filter(({ before, after }) => before > 0 && after === 0);
      if (gone.length === 0) continue;
      const names = listed(gone.map(({ value }) => quoted(value)));
      return {
        ...note,
        level: 'block',
        message: t`${quoted(part)} would keep no row of ${names}. Let rows leave from train instead.`,
      };
    }
    return {
      ...note,
      level: 'passed',
      message: t('Every part keeps its classes and most of its rows.'),
    };
  },
};
