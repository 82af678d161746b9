import type { MethodContext } from '../../../method';
import type { Values } from '../../../params/params';
import { read } from '../../../params/values';
import { EngineError } from '../../../problems';
import { columnsWith } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { count, listed, many, quoted } from '../../../words';
import { cellsOf } from '../../cells';
import { columnsFor } from '../../columns';
import { GROUPS } from './mixture-params';
import { rowSizes, type RowSizes } from './row-sizes';
import { t } from '../../../language';

/** One group of a mixture. */
export interface MixedGroup {
  /** Its values, joined by `|`. */
  readonly name: string;
  /** Values by column of `MixedGroups.columns`. */
  readonly values: readonly string[];
  /** Rows in scope, ascending. */
  readonly rows: Uint32Array;
  /** What they hold, in the unit; above 0. */
  readonly size: number;
}

/** The groups in scope that hold anything. */
export interface MixedGroups {
  /** Indices of the columns that make the groups. */
  readonly columns: readonly number[];
  readonly groups: readonly MixedGroup[];
  readonly sizes: RowSizes;
  /** Sum of the sizes. */
  readonly total: number;
  readonly notices: readonly string[];
}

/** A file of more groups is mixed by a coarser column. */
const MOST_GROUPS = 1000;

/** The groups that the parameters name, measured. @throws EngineError missing-role, too-few-rows, bad-parameter; Cancelled */
export function mixedGroups(table: Table, values: Values, context: MethodContext): MixedGroups {
  const { roles, tick } = context;
  const named = columnsFor(table, roles, GROUPS, read.texts(values, GROUPS.id));
  const columns = [named, columnsWith(roles, 'domain'), columnsWith(roles, 'group')].find(
    ({ length }) => length > 0,
  );
  if (!columns) {
    throw new EngineError(
      'missing-role',
      t('A mixture needs a domain or group column: choose one.'),
    );
  }
  const { levels, cells, outside } = cellsOf(table, columns, context);
  if (!cells.length) throw new EngineError('too-few-rows', t('No row in scope has a group.'));
  if (cells.length > MOST_GROUPS) {
    throw new EngineError(
      'bad-parameter',
      t`There are ${count(cells.length)} groups; a mixture takes up to ${count(MOST_GROUPS)}: choose a coarser column.`,
    );
  }
  const sizes = rowSizes(table, values, context);
  const ticked = everyRow(tick);
  const all = cells.map(({ name, levels: at, rows }): MixedGroup => {
    let size = sizes.of ? 0 : rows.length;
    for (let i = 0; sizes.of && i < rows.length; i++) {
      ticked(i, rows.length);
      size += sizes.of[rows[i]!]!;
    }
    return { name, values: at.map((level, i) => levels[i]!.values[level]!), rows, size };
  });
  const groups = all.filter(({ size }) => size > 0);
  if (!groups.length) throw new EngineError('too-few-rows', t('No group holds any text.'));
  const empty = all.filter(({ size }) => size === 0).map(({ name }) => quoted(name));
  return {
    columns,
    groups,
    sizes,
    total: groups.reduce((sum, { size }) => sum + size, 0),
    notices: [
      ...(empty.length
        ? [t`${listed(empty)} hold no text: their rows are in no mixture and pass through.`]
        : []),
      ...(outside.length ? [t`${many(outside.length, 'row')} without a group pass through.`] : []),
      ...(sizes.estimated ? [t('Tokens are estimated: a quarter of the characters.')] : []),
    ],
  };
}
