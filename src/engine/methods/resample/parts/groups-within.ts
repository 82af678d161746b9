import type { MethodContext } from '../../../method';
import type { ColumnsParam, Values } from '../../../params/params';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { EngineError } from '../../../problems';
import { many, quoted } from '../../../words';
import { cellsOf } from '../../cells';
import { columnsFor } from '../../columns';
import { t } from '../../../language';

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
function groupsWithin(
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
    notices: outside.length
      ? [t`${many(outside.length, 'row')} without a group pass through.`]
      : [],
  };
}

/** Most notices of one kind of work: hundreds of classes would fill the page. */
const MOST_NOTICES = 20;

/** What was done in each group, and what is to be said of it. */
export interface InGroups<T> {
  readonly done: readonly T[];
  readonly notices: readonly string[];
}

/**
 * Does `work` in every group of the parameter `within`. What one group refuses (a single class, a ratio that is reached)
 * leaves it as it is, and a notice says so; where all refuse, or there are no groups, the refusal is the answer.
 * `work` gives what it did and its notices. @throws EngineError, Cancelled
 */
export function inGroups<T>(
  table: Table,
  values: Values,
  context: MethodContext,
  work: (group: GroupScope) => { readonly done: T; readonly notices?: readonly string[] },
): InGroups<T> {
  const groups = groupsWithin(table, values, context);
  const done: T[] = [];
  const notices: string[] = [];
  let refused: EngineError | undefined;
  for (const group of groups.scopes) {
    try {
      const result = work(group);
      done.push(result.done);
      // Not by spreading: there may be a hundred thousand classes.
      for (const notice of result.notices ?? []) notices.push(notice);
    } catch (error) {
      if (!(error instanceof EngineError) || group.name === undefined) throw error;
      refused ??= error;
      notices.push(t`${quoted(group.name)} stays as it is. ${error.message}`);
    }
  }
  if (!done.length && refused) throw refused;
  return { done, notices: [...groups.notices, ...shortened(notices)] };
}

function shortened(notices: readonly string[]): string[] {
  if (notices.length <= MOST_NOTICES) return [...notices];
  const more = notices.length - MOST_NOTICES;
  return [
    ...notices.slice(0, MOST_NOTICES),
    t`${many(more, 'class or group', 'more classes or groups')} ${more === 1 ? t('is') : t('are')} like these.`,
  ];
}
