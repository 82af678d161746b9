import { t } from '../language';
import { count, percent, quoted } from '../words';
import type { Guard, GuardNote } from './guard';

/** Share of rows from which it is asked whether they are to be joined. */
const MOST = 0.05;

/** What the plan of a method that unites values says of them. */
interface Merged {
  readonly column: string;
  readonly isLabel: boolean;
  readonly rows: number;
  readonly of: number;
  readonly before: number;
  readonly after: number;
}

/** Classes become fewer only on purpose. */
export const merges: Guard = {
  code: 'G-MERGE',
  rule: 'Classes become fewer, or many rows another value, only on purpose.',
  check({ plan }): GuardNote | undefined {
    const merged = plan.tables['merged'] as unknown as Merged | undefined;
    if (!merged) return undefined;
    const { column, isLabel, rows, of, before, after } = merged;
    const note = { code: 'G-MERGE', title: t('What becomes one.') } as const;
    if (rows === 0) return { ...note, level: 'passed', message: t('No value changes.') };
    const figures = t`${count(before)} values of ${quoted(column)} become ${count(after)}, in ${percent(rows / of)} of rows.`;
    if ((isLabel && after !== before) || rows > MOST * of) {
      return {
        ...note,
        level: 'block',
        message: t`${figures} Look at the list of changes: each must be a spelling of the same.`,
      };
    }
    return { ...note, level: 'note', message: figures };
  },
};
