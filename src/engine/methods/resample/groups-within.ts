import type { MethodContext } from '../../method';
import type { ColumnsParam, Values } from '../../params';
import type { Table } from '../../table';
import { read } from '../../values';
import { many } from '../../words';
import { cellsOf } from '../cells';
import { columnsFor } from '../columns';

/** Within which groups a strategy is applied, as a parameter of every method that has one. */
export const WITHIN: ColumnsParam = {
  kind: 'columns',
  id: 'within',
  title: 'Within groups',
  summary:
    'Columns within whose values classes are counted and changed, each group on its own; none means all rows together.',
  default: [],
  advanced: true,
};

/** The rows that a strategy is resolved for; `name` is absent for all rows in scope together. */
export interface GroupScope {
  readonly name?: string;
  /** Its scope is the group, and its random streams are the group's own. */
  readonly context: MethodContext;
}

/** The scopes of the parameter `within`, and what is to be said of them. Rows without a group pass through. */
export function groupsWithin(
  table: Table,
  values: Values,
  context: MethodContext,
): { readonly scopes: readonly GroupScope[]; readonly notices: readonly string[] } {
  const columns = columnsFor(table, context.roles, WITHIN, read.texts(values, WITHIN.id));
  if (!columns.length) return { scopes: [{ context }], notices: [] };
  const { cells, outside } = cellsOf(table, columns, context);
  return {
    scopes: cells.map(({ name, rows }) => ({
      name,
      context: {
        ...context,
        scope: rows,
        random: {
          seed: context.random.seed,
          stream: (stream) => context.random.stream(`within/${name}/${stream}`),
        },
      },
    })),
    notices: outside.length ? [`${many(outside.length, 'row')} without a group pass through.`] : [],
  };
}
