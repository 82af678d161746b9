import { isNumeric } from '../profiling/storage-type';
import { rowNumbers } from '../plan/row-numbers';
import { loadedIfRoom } from './open-columns';
import type { ColumnProfile } from './profile';
import { isOpen, type Codes, type NumberColumn, type Table, type TableTick } from './table';

/** The cells of a numeric column: the number of a row is `numbers[codes[row]]`, NaN when missing. */
export interface NumericCells {
  readonly codes: Codes;
  readonly numbers: Float64Array;
  /** Codes are the rows themselves: the column is open, and its numbers were read row by row. */
  readonly byRow: boolean;
}

/** The cells of numeric columns, of open ones in one pass over the file instead of one per column. @throws Cancelled */
export function numericCells(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
  tick: TableTick,
): NumericCells[] {
  const byRow = openNumbers(table, profiles, columns, tick);
  const open = columns.filter((column) => isOpen(table, column) && !byRow.has(column));
  loadedIfRoom(
    table,
    open.map((column) => table.columns[column]!),
    tick,
  );
  const rows = byRow.size > 0 ? rowNumbers(table.rowCount) : undefined;
  return columns.map((column) => {
    const numbers = byRow.get(column);
    if (rows && numbers) return { codes: rows, numbers, byRow: true };
    const { codes } = table.columns[column]!;
    return { codes, numbers: profiles[column]!.numbers!, byRow: false };
  });
}

/** The number of every row in open columns that were judged by their sketch; none where they are to be read from codes. */
function openNumbers(
  table: Table,
  profiles: readonly ColumnProfile[],
  columns: readonly number[],
  tick: TableTick,
): ReadonlyMap<number, Float64Array> {
  const open = columns.flatMap((column): NumberColumn[] => {
    const { distinctEstimated, type } = profiles[column]!;
    return isOpen(table, column) && distinctEstimated && isNumeric(type) ? [{ column, type }] : [];
  });
  const read = open.length > 0 ? table.backing!.numbers?.(open, tick) : undefined;
  return new Map(read?.map((numbers, nth) => [open[nth]!.column, numbers]));
}

/** Whether no cell of a column lacks a finite number, by its values and not by its rows. */
export function alwaysNumber(
  { missing }: Pick<ColumnProfile, 'missing'>,
  { numbers, byRow }: Pick<NumericCells, 'numbers' | 'byRow'>,
): boolean {
  if (missing > 0) return false;
  for (let at = byRow ? 0 : 1; at < numbers.length; at++) {
    if (!Number.isFinite(numbers[at])) return false;
  }
  return true;
}
