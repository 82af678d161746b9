import { extremes } from '../statistics/extremes';
import { count, listed, many, percent, quoted } from '../words';
import { classShares } from './class-shares';
import { groupCells } from './group-cells';
import type { Guard, GuardNote, GuardSubject } from './guard';
import { t } from '../language';

const NOTE = { code: 'G-SMALL', title: t('Small groups.') } as const;

/** Few rows make unsteady figures, whatever is done with them. */
export const smallCells: Guard = {
  code: 'G-SMALL',
  rule: 'Fewer than 30 rows make unsteady figures.',
  check: (subject) =>
    subject.method.needs.required?.includes('group') ? ofCells(subject) : ofClasses(subject),
};

function ofCells(subject: GuardSubject): GuardNote | undefined {
  const cells = groupCells(subject)?.cells;
  if (!cells?.length) return undefined;
  const least = Number(subject.values['minCell'] ?? 30);
  const small = cells.filter((cell) => cell.rows.length < least);
  if (!small.length) {
    return { ...NOTE, level: 'passed', message: t`Every group has at least ${least} rows.` };
  }
  const share = small.length / cells.length;
  const names = listed(small.map((cell) => quoted(cell.name)));
  const scattered =
    share > 0.2 ? t` That is ${percent(share)} of the groups: use fewer columns.` : '';
  return {
    ...NOTE,
    level: 'warning',
    message: t`${many(small.length, 'group')} of fewer than ${count(least)} rows: ${names}.${scattered}`,
  };
}

/** The class of which fewest rows of the source remain. */
function ofClasses(subject: GuardSubject): GuardNote | undefined {
  const shares = classShares(subject);
  if (!shares) return undefined;
  const { values, counts } = shares.classes;
  const left = counts.map((rows, index) => Math.min(rows, shares.rows[index]!));
  const { rarest } = extremes(left);
  const least = left[rarest]!;
  const value = quoted(values[rarest]!);
  if (least >= 100) {
    return { ...NOTE, level: 'passed', message: t`The smallest class has ${count(least)} rows.` };
  }
  return {
    ...NOTE,
    level: least < 30 ? 'warning' : 'note',
    message: t`${value} has ${many(least, 'row')}. Nothing that is made from so few is steady: collect more if you can.`,
  };
}
