import { classesOf } from '../table/classes';
import { eachRow } from '../kernels/bit-sets';
import { chiSquareTail } from '../statistics/chi-square';
import type { Guard, GuardSubject } from './guard';
import { columnsWith } from '../roles/roles';
import { everyRow } from '../ticks';
import { count, listed, many, percent, quoted } from '../words';
import { t } from '../language';

/** Rows before and after per level of one column. */
interface Losses {
  readonly name: string;
  readonly values: readonly string[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Rows made of rows of the level. */
  readonly made: readonly number[];
}

/** Deletion must not wipe out a class or group, nor hit one much harder than the others unseen. */
export const tail: Guard = {
  code: 'G-TAIL',
  rule: 'No class, group or domain disappears, and rows leave evenly (chi-square with p below 0.001, shares changed by a fifth).',
  whole: true,
  check(subject) {
    if (!subject.plan.removed.count) return undefined;
    const note = { code: 'G-TAIL', title: t('Who leaves.') } as const;
    const label = columnsWith(subject.context.roles, 'label');
    const groups = ['group', 'domain'] as const;
    const others = groups.flatMap((role) => columnsWith(subject.context.roles, role));
    const all = [...label, ...others].map((column) => lossesOf(subject, column));
    for (const losses of all) {
      const gone = losses.values.filter((_, i) => !losses.after[i] && !losses.made[i]);
      if (gone.length) return { ...note, level: 'block', message: vanished(losses, gone) };
    }
    // Shares of the label are what under-sampling is meant to change.
    const meant = subject.method.family === 'resample' ? label.length : 0;
    for (const losses of all.slice(meant)) {
      const harder = hitHarder(losses);
      if (harder) return { ...note, level: 'warning', message: harder };
    }
    return { ...note, level: 'passed', message: t('Every class and group keeps rows.') };
  },
};

function vanished({ name, values, before }: Losses, gone: readonly string[]): string {
  const sizes = new Map(values.map((value, index) => [value, before[index]!]));
  const rows = gone.reduce((sum, value) => sum + sizes.get(value)!, 0);
  const single = before.filter((count) => count === 1).length;
  const lost = gone.filter((value) => sizes.get(value) === 1).length;
  const singles =
    lost > single / 2 && single > 1
      ? t` ${count(lost)} of the ${count(single)} values that occur once are among them.`
      : '';
  return t`No row of ${listed(gone.map(quoted))} in ${quoted(name)} stays: ${many(rows, 'row')} would leave.${singles} Keep at least one of each.`;
}

function lossesOf({ table, plan, context }: GuardSubject, index: number): Losses {
  const column = table.columns[index]!;
  const { values, counts, indexOf } = classesOf(column, context.profiles[index]!);
  const after = [...counts];
  const { codes } = column;
  const { bits } = plan.removed;
  const ticked = everyRow((done, total) => context.tick(done, total));
  eachRow(bits, (row) => {
    ticked(row, table.rowCount);
    const level = indexOf[codes[row]!]!;
    if (level >= 0) after[level]!--;
  });
  const made = counts.map(() => 0);
  for (const parent of plan.made?.parents ?? []) {
    const level = indexOf[codes[parent]!]!;
    if (level >= 0) made[level]!++;
  }
  return { name: column.name, values, before: counts, after, made };
}

/** Chi-square of uniform deletion with p < 0.001, and a share that changes by more than a fifth. */
function hitHarder({ name, values, before, after }: Losses): string | undefined {
  const n = before.reduce((a, b) => a + b, 0);
  const kept = after.reduce((a, b) => a + b, 0);
  const rate = kept / n;
  if (values.length < 2 || rate <= 0 || rate >= 1) return undefined;
  const statistic = before.reduce(
    (sum, count, i) => sum + (after[i]! - count * rate) ** 2 / (count * rate * (1 - rate)),
    0,
  );
  if (chiSquareTail(statistic, values.length - 1) >= 0.001) return undefined;
  const changes = before.map((count, i) => after[i]! / kept / (count / n) - 1);
  const most = changes.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  if (Math.abs(most) <= 0.2) return undefined;
  const i = changes.indexOf(most);
  return t`${quoted(values[i]!)} in ${quoted(name)} goes from ${percent(before[i]! / n)} to ${percent(after[i]! / kept)} of the rows: removal is not even.`;
}
