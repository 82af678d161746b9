import { addBit, hasBit, noBits, type BitSet } from '../../../kernels/bit-sets';
import type { MetricContext } from '../../../metric';
import type { Table } from '../../../table/table';
import { missingRows } from '../../../table/missing-rows';
import { TICK_ROWS } from '../../../ticks';
import type { Label } from '../../label';

/** Rows with a label and at least one filled cell in `columns`. @throws Cancelled */
export function comparableRows(
  table: Table,
  context: Pick<MetricContext, 'profiles' | 'tick'>,
  { column, classes }: Label,
  columns: readonly number[],
): BitSet {
  const empty = emptyRows(table, context, columns);
  const rows = noBits(table.rowCount);
  for (let row = 0; row < table.rowCount; row++) {
    if (row % TICK_ROWS === 0) context.tick(row, table.rowCount);
    if (classes.indexOf[column.codes[row]!]! < 0) continue;
    if (!empty || !hasBit(empty, row)) addBit(rows, row);
  }
  return rows;
}

/** Rows whose cells are missing in all of some columns; undefined when a column has no missing cell. */
function emptyRows(
  table: Table,
  { profiles, tick }: Pick<MetricContext, 'profiles' | 'tick'>,
  columns: readonly number[],
): BitSet | undefined {
  if (columns.some((index) => profiles[index]!.missing === 0)) return undefined;
  let all: BitSet | undefined;
  columns.forEach((index, done) => {
    tick(done, columns.length);
    const own = missingRows(table, index, profiles[index]!, tick);
    if (!all) all = own.slice();
    else for (let i = 0; i < all.length; i++) all[i]! &= own[i]!;
  });
  return all;
}
