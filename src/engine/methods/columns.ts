import type { ColumnsParam } from '../params/params';
import { EngineError } from '../problems';
import { columnsWith, type Roles } from '../roles/roles';
import { findColumn, type Table } from '../table/table';
import { t } from '../language';

/** The index of a column given by name or `#position`. @throws EngineError unknown-column */
export function columnNamed(table: Table, name: string): number {
  const index = findColumn(table.columns, name);
  if (index >= 0) return index;
  const known = table.columns.map((column) => `\`${column.name}\``).join(', ');
  throw new EngineError(
    'unknown-column',
    t`There is no column \`${name}\`. The columns are ${known}.`,
  );
}

/** The columns given for a parameter, or those that play its role. @throws EngineError unknown-column */
export function columnsFor(
  table: Table,
  roles: Roles,
  param: ColumnsParam,
  names: readonly string[],
): number[] {
  if (names.length) return [...new Set(names.map((name) => columnNamed(table, name)))];
  return param.role ? columnsWith(roles, param.role) : [];
}
