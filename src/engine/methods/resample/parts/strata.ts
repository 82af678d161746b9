import type { MethodContext } from '../../../method';
import type { Table } from '../../../table/table';
import { cellsOf } from '../../cells';

/** `rows` (ascending) by the values of columns, in class order; rows with a missing value are a stratum of their own, last. */
export function strataOf(
  table: Table,
  rows: Uint32Array,
  columns: readonly number[],
  context: MethodContext,
): Uint32Array[] {
  const { cells, outside } = cellsOf(table, columns, { ...context, scope: rows });
  const strata = cells.map((cell) => cell.rows);
  return outside.length ? [...strata, outside] : strata;
}
