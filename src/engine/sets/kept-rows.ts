import { methodOf } from '../methods';
import { stayingOf } from '../methods/deduplicate/parts/collapse';
import { keeperOf } from '../methods/deduplicate/parts/keep';
import type { SourceFacts } from '../metric';
import type { Values } from '../params/params';
import { read, resolveValues } from '../params/values';
import type { Random } from '../random';
import { columnWith } from '../roles/roles';
import { scopedContext, scopeOf, trainRows } from '../scope';
import type { TableTick } from '../table/table';
import { SET_ANSWERS, type SetKindId } from './set-kind';
import type { Listing, SetList } from './set-list';

/** What a policy would do with one set. */
export interface KeptRows {
  /** The rows that stand for the set; empty: none of it stays. */
  readonly stays: readonly number[];
  /** Rows that would leave. */
  readonly leaves: number;
}

/** What choosing rows needs from outside. */
export interface KeepShell {
  readonly facts: SourceFacts;
  readonly random: Random;
  /** @throws Cancelled */
  readonly tick: TableTick;
}

/**
 * Which rows of a set stay by the values of the method that goes with its kind; undefined where no method does, or the
 * row is in no set. @throws EngineError as the method does; Cancelled
 */
export function keptRows(
  kind: SetKindId,
  list: SetList,
  { table, profiles, roles }: Listing,
  row: number,
  chosen: Values,
  { facts, random, tick }: KeepShell,
): KeptRows | undefined {
  const members = list.members(row);
  const { method: id } = SET_ANSWERS[kind];
  if (!members || id === null) return undefined;
  const method = methodOf(id);
  const values = resolveValues(method.params, chosen);
  const split = columnWith(roles, 'split');
  const scope = scopeOf(table, roles, 'auto', tick);
  const isTrain = split === undefined ? undefined : trainRows(table, split);
  if (read.text(values, 'keep') === 'all') return { stays: [...members], leaves: 0 };
  const context = scopedContext(
    { roles, profiles, facts, random, origin: { table, profiles, roles }, tick },
    scope,
  );
  const { similarity } = list.found;
  const keeper = keeperOf(table, values, context, `${method.id}/keep`, similarity);
  const across = read.flag(values, 'acrossParts') ? isTrain : undefined;
  const { staying } = stayingOf(members, keeper, across, 1);
  const leaves = members.reduce(
    (n, own) => n + (staying.includes(own) || isTrain?.(own) === false ? 0 : 1),
    0,
  );
  return { stays: staying, leaves };
}
