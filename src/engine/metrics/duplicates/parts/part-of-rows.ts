import type { MetricContext } from '../../../metric';
import { columnWith } from '../../../roles/roles';
import { classesOf } from '../../../table/classes';
import type { Table } from '../../../table/table';
import type { Label } from '../../label';

/** The column that says which file a row is of, where several were read as one, or else which part of a split. */
export function partIfAny(
  table: Table,
  { roles, profiles, tick }: Pick<MetricContext, 'roles' | 'profiles' | 'tick'>,
): Label | undefined {
  const file = table.columns.findIndex(({ made, name }) => made && name === '_file');
  const index = file >= 0 ? file : columnWith(roles, 'split');
  if (index === undefined) return undefined;
  const column = table.columns[index]!;
  return {
    column,
    name: column.name,
    classes: classesOf(column, profiles[index]!, undefined, tick),
  };
}
