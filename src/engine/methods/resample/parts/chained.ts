import { composePlans } from '../../../plan/compose-plans';
import type { MethodContext } from '../../../method';
import type { Json } from '../../../metric';
import type { Draft } from '../../../plan/plan';
import { plannedProfiles } from '../../../plan/planned-profiles';
import { plannedRoles, plannedTable } from '../../../plan/planned-table';
import { scopedContext, scopeOf } from '../../../scope';
import type { Table } from '../../../table/table';
import { many } from '../../../words';
import { t } from '../../../language';

/** Values of the first step: what changes the order or number of all rows is done once both are. */
export const LATER = { shuffle: false, missingLabel: 'pass' } as const;

/** Decides on a planned table, in its own rows. @throws EngineError, Cancelled */
export type Step = (table: Table, context: MethodContext) => Draft;

/**
 * A plan and what a second step decides on the rows it plans, as one plan; made rows that leave again are counted in
 * the table `cleaning`. @throws EngineError, Cancelled
 */
export function chained(table: Table, context: MethodContext, first: Draft, second: Step): Draft {
  const tick: MethodContext['tick'] = (done, total) => context.tick(done, total);
  const planned = plannedTable(table, first, tick);
  const roles = plannedRoles(context.roles, first);
  const profiles = plannedProfiles(planned, first, context.profiles, tick);
  const { facts, random, origin, scopeName } = context;
  const scope = scopeOf(planned, roles, scopeName, tick);
  const later = second(
    planned,
    scopedContext({ roles, profiles, facts, random, origin, tick }, scope),
  );
  const folded = composePlans(table, context.profiles, first, later, tick);
  const before = first.made?.count ?? 0;
  const madeRemoved = before - (folded.made?.count ?? 0);
  const realRemoved = folded.removed.count - first.removed.count;
  const cleaning: Json = { made: before, madeRemoved, realRemoved };
  return {
    ...folded,
    notices: [
      ...folded.notices,
      t`Of ${many(before, 'made row')}, ${many(madeRemoved, 'row')} left again; ${many(realRemoved, 'row')} of the file left with them.`,
    ],
    tables: { ...folded.tables, cleaning },
  };
}
