import type { MethodContext } from '../../../method';
import type { ColumnsParam, Values } from '../../../params';
import { columnWith } from '../../../roles';
import { trainRows } from '../../../scope';
import type { Table } from '../../../table';
import { read } from '../../../values';
import { columnNamed, columnsFor } from '../../columns';

/** The columns in which copies agree. */
export const COLUMNS: ColumnsParam = {
  kind: 'columns',
  id: 'columns',
  title: 'Columns to compare',
  summary:
    'Rows are copies when these columns agree; none means all columns but ids, and but the split where parts are compared.',
  default: [],
};

/**
 * The columns in which rows must agree to be copies, with those of `within`; all but ids (and but the split column,
 * where parts are compared) when none is named. @throws EngineError unknown-column
 */
export function comparedColumns(
  table: Table,
  values: Values,
  { roles }: Pick<MethodContext, 'roles'>,
): number[] {
  const given = columnsFor(table, roles, COLUMNS, read.texts(values, 'columns'));
  const within = read.texts(values, 'within').map((name) => columnNamed(table, name));
  const across = read.flag(values, 'acrossParts');
  const all = roles.flatMap((role, index) =>
    role === 'id' || table.columns[index]!.made || (role === 'split' && across) ? [] : [index],
  );
  return [...new Set([...(given.length ? given : all), ...within])];
}

/** Whether a row is a train row, when the parts of a split are compared with each other; else undefined. */
export function comparedParts(
  table: Table,
  values: Values,
  { roles }: Pick<MethodContext, 'roles'>,
): ((row: number) => boolean) | undefined {
  const split = columnWith(roles, 'split');
  return split === undefined || !read.flag(values, 'acrossParts')
    ? undefined
    : trainRows(table, split);
}
