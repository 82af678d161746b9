import { timesOf } from '../../../cells/times';
import { hasBit } from '../../../kernels/bit-sets';
import type { MetricContext } from '../../../metric';
import { EngineError } from '../../../problems';
import { columnWith } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import type { SplitParts } from './split-parts';

/** Whether evaluation comes after train. */
export interface SplitTimes {
  readonly column: string;
  /** Rows of evaluation parts with a time, and those that are not later than the latest train row. */
  readonly rows: number;
  readonly notLater: number;
}

/** Times of the parts; null without a column of times, or without times on both sides. @throws Cancelled */
export function splitTimes(
  table: Table,
  { train, evaluation }: SplitParts,
  { roles, profiles, tick }: MetricContext,
): SplitTimes | null {
  const column = columnWith(roles, 'timestamp');
  if (column === undefined) return null;
  const time = timesIfAny(table, profiles, column);
  if (!time) return null;
  const ticked = everyRow(tick);
  let latest = -Infinity;
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, 2 * table.rowCount);
    if (hasBit(train, row) && time(row) > latest) latest = time(row);
  }
  if (latest === -Infinity) return null;
  let [rows, notLater] = [0, 0];
  for (let row = 0; row < table.rowCount; row++) {
    ticked(table.rowCount + row, 2 * table.rowCount);
    if (!hasBit(evaluation, row) || Number.isNaN(time(row))) continue;
    rows++;
    if (time(row) <= latest) notLater++;
  }
  return rows === 0 ? null : { column: table.columns[column]!.name, rows, notLater };
}

/** The time of each row; undefined where no cell of the column is a time. */
export function timesIfAny(table: Table, profiles: MetricContext['profiles'], column: number) {
  try {
    return timesOf(table, { profiles }, column);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'bad-parameter') return undefined;
    throw error;
  }
}
