import { timesOf } from '../cells/times';
import { columnWith } from '../roles/roles';
import { EngineError } from '../problems';
import { findColumn } from '../table/table';
import { everyRow } from '../ticks';
import { percent, quoted } from '../words';
import { dealtParts, type DealtParts } from './dealt-parts';
import type { Guard, GuardNote, GuardSubject } from './guard';
import { t } from '../language';

const BY_TIME = 'time-split';

/** What comes later is not to be learnt from. */
export const times: Guard = {
  code: 'G-TIME',
  rule: 'Rows with a time are not dealt across it unseen, and labels are known before they are learnt.',
  check(subject): GuardNote | undefined {
    const { table } = subject;
    const column = timeColumn(subject);
    const parts = dealtParts(subject);
    if (column === undefined || !parts) return undefined;
    const time = timeIfAny(subject, column);
    if (!time) return undefined;
    const name = quoted(table.columns[column]!.name);
    const mixed =
      parts.train < 0 ? mixedFolds(subject, parts, time) : mixedParts(subject, parts, time);
    if (mixed > 0) {
      const what =
        parts.train < 0 ? t('lie between those of another fold') : t('are not later than train');
      return {
        code: 'G-TIME',
        level: 'warning',
        title: t('Dealt across time.'),
        message: t`${percent(mixed)} of the rows to test on ${what}, by ${name}. Where the future is to be foreseen, let train end before test begins: \`${BY_TIME}\`.`,
      };
    }
    return lateLabels(subject) ?? passed(name);
  },
};

const passed = (name: string): GuardNote => ({
  code: 'G-TIME',
  level: 'passed',
  title: t('In order of time.'),
  message: t`What is tested on is later than what is trained on, by ${name}.`,
});

/** The column that the method was told, or the timestamp. */
function timeColumn({ table, context, values }: GuardSubject): number | undefined {
  const named = values['time'];
  const index = typeof named === 'string' ? findColumn(table.columns, named) : -1;
  return index >= 0 ? index : columnWith(context.roles, 'timestamp');
}

function timeIfAny({ table, context }: GuardSubject, column: number) {
  try {
    return timesOf(table, context, column);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'bad-parameter') return undefined;
    throw error;
  }
}

/** Share of the rows of other parts, with a time, that are not later than the latest train row. */
function mixedParts(
  { table, context }: GuardSubject,
  { train, of }: DealtParts,
  time: (row: number) => number,
): number {
  const ticked = everyRow((done, total) => context.tick(done, total));
  let latest = -Infinity;
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, 2 * table.rowCount);
    if (of(row) === train && time(row) > latest) latest = time(row);
  }
  let [others, notLater] = [0, 0];
  for (let row = 0; row < table.rowCount; row++) {
    ticked(table.rowCount + row, 2 * table.rowCount);
    const part = of(row);
    if (part < 0 || part === train || Number.isNaN(time(row))) continue;
    others++;
    if (time(row) <= latest) notLater++;
  }
  return others === 0 ? 0 : notLater / others;
}

/** Share of rows, with a time, that are not later than all of the fold before. */
function mixedFolds(
  { table, context }: GuardSubject,
  { of }: DealtParts,
  time: (row: number) => number,
): number {
  const ticked = everyRow((done, total) => context.tick(done, total));
  const latest: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, 2 * table.rowCount);
    const fold = of(row);
    if (fold >= 0 && !(time(row) <= (latest[fold] ?? -Infinity)) && !Number.isNaN(time(row))) {
      latest[fold] = time(row);
    }
  }
  let [rows, mixed] = [0, 0];
  for (let row = 0; row < table.rowCount; row++) {
    ticked(table.rowCount + row, 2 * table.rowCount);
    const fold = of(row);
    if (fold < 0 || Number.isNaN(time(row))) continue;
    rows++;
    if (fold > 0 && time(row) <= (latest[fold - 1] ?? -Infinity)) mixed++;
  }
  return rows === 0 ? 0 : mixed / rows;
}

/** Labels that become known after test began were not there to learn from. */
function lateLabels({ plan }: GuardSubject): GuardNote | undefined {
  const told = plan.tables['gap'] as unknown as { gap: number; delay: number } | undefined;
  if (!told || told.delay <= told.gap) return undefined;
  return {
    code: 'G-TIME',
    level: 'warning',
    title: t('Labels known too late.'),
    message: t(
      'The gap is shorter than the time after which labels are known: the last rows of train have labels that nobody knew when test began. Ask for a gap as long as that delay.',
    ),
  };
}
