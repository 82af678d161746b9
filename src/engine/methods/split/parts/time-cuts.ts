import { timesOf } from '../../../cells/times';
import { readDate } from '../../../cells/date';
import type { MethodContext } from '../../../method';
import { EngineError } from '../../../problems';
import { columnWith } from '../../../roles/roles';
import { rowsInScope } from '../../../scope';
import { sortNumbers } from '../../../statistics/sort-numbers';
import { holdsNumbers } from '../../../table/profile';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { count, quoted } from '../../../words';
import { columnNamed } from '../../columns';
import { t } from '../../../language';

/** When the rows in scope are from. */
export interface RowTimes {
  readonly column: number;
  /** Times are numbers, not dates. */
  readonly isNumber: boolean;
  /** NaN where there is none. */
  of(row: number): number;
  /** Of the rows in scope, ascending. */
  readonly sorted: Float64Array;
  /** Rows in scope without a time. */
  readonly missing: number;
}

/** The times of the rows in scope. @throws EngineError missing-role, bad-parameter, too-few-rows; Cancelled */
export function rowTimes(table: Table, named: string | null, context: MethodContext): RowTimes {
  const column =
    named === null ? columnWith(context.roles, 'timestamp') : columnNamed(table, named);
  if (column === undefined) {
    throw new EngineError(
      'missing-role',
      t('No column has the role timestamp: name the column of times in `time`.'),
    );
  }
  const none = () =>
    new EngineError(
      'too-few-rows',
      t`No row in scope has a time in ${quoted(table.columns[column]!.name)}.`,
    );
  if (context.profiles[column]!.missing === table.rowCount) throw none();
  const of = timesOf(table, context, column);
  const scope = rowsInScope(table, context);
  const times = new Float64Array(scope.count);
  const ticked = everyRow(context.tick);
  let n = 0;
  for (let i = 0; i < scope.count; i++) {
    ticked(i, scope.count);
    const time = of(scope.at(i));
    if (Number.isFinite(time)) times[n++] = time;
  }
  if (n === 0) throw none();
  return {
    column,
    isNumber: holdsNumbers(context.profiles[column]!),
    of,
    sorted: sortNumbers(times.slice(0, n), context.tick),
    missing: scope.count - n,
  };
}

/**
 * The last time of each part but the last, by shares: cuts at ceil(n * cumulative share) rows, moved to the end of equal
 * times.
 */
export function cutsByShare(sorted: Float64Array, shares: readonly number[]): number[] {
  const n = sorted.length;
  let upTo = 0;
  return shares.slice(0, -1).map((share) => {
    upTo += share;
    // A share of 0.1 and one of 0.2 are not quite 0.3.
    const rows = Math.ceil(Number((n * upTo).toFixed(6)));
    return rows === 0 ? -Infinity : sorted[Math.min(n, rows) - 1]!;
  });
}

/** When the parts after the first begin, as they were named, ascending. @throws EngineError bad-parameter */
export function cutsByDate(text: string, parts: number, isNumber: boolean): number[] {
  const cuts = text.split(',').map((each) => {
    const time = isNumber ? Number(each.trim()) : (readDate(each)?.time ?? NaN);
    if (each.trim() !== '' && Number.isFinite(time)) return time;
    throw new EngineError(
      'bad-parameter',
      t`\`cuts\` holds ${quoted(each.trim())}, which is no ${isNumber ? t('number as the times are') : t('date such as `2024-06-30`')}.`,
    );
  });
  if (cuts.length !== parts - 1) {
    throw new EngineError(
      'bad-parameter',
      t`${count(parts)} parts have ${count(parts - 1)} cuts between them, and \`cuts\` names ${count(cuts.length)}: name the parts in \`shares\`.`,
    );
  }
  if (cuts.some((cut, i) => i > 0 && cut <= cuts[i - 1]!)) {
    throw new EngineError(
      'bad-parameter',
      t('`cuts` must ascend: each part is later than the last.'),
    );
  }
  return cuts;
}

/** The part of a time: the first whose last time is not before it. */
export function partByLast(lasts: readonly number[]): (time: number) => number {
  return (time) => {
    const part = lasts.findIndex((last) => time <= last);
    return part < 0 ? lasts.length : part;
  };
}

/** The part of a time: the last that has begun. */
export function partByBegin(begins: readonly number[]): (time: number) => number {
  return (time) => {
    const part = begins.findIndex((begin) => time < begin);
    return part < 0 ? begins.length : part;
  };
}

/** The first time of each part; Infinity for a part without rows. */
export function beginnings(
  sorted: Float64Array,
  partOf: (time: number) => number,
  parts: number,
): Float64Array {
  const begins = new Float64Array(parts).fill(Infinity);
  for (const time of sorted) {
    const part = partOf(time);
    if (time < begins[part]!) begins[part] = time;
  }
  return begins;
}
