import { stepNotes, wholeNotes, worstNotes } from '../guards';
import type { GuardNote } from '../guards/guard';
import { composePlans } from '../plan/compose-plans';
import { LoopShare } from '../loop-share';
import type { Method, MethodContext } from '../method';
import { methodOf } from '../methods';
import type { SourceFacts } from '../metric';
import type { Values } from '../params/params';
import { outputRows, type Draft, type Plan } from '../plan/plan';
import { plannedProfiles } from '../plan/planned-profiles';
import { plannedRoles, plannedTable } from '../plan/planned-table';
import { EngineError } from '../problems';
import type { ColumnProfile } from '../table/profile';
import { createRandom, type Sha256 } from '../random';
import type { Recipe } from './recipe';
import { applyChoice, columnWith, type Roles } from '../roles/roles';
import { scopedContext, scopeOf } from '../scope';
import { SHARED_PARAMS } from '../params/shared-params';
import type { Table } from '../table/table';
import { read, resolveValues } from '../params/values';
import { t } from '../language';

/** What a recipe is run on besides the table. */
export interface RecipeBase {
  /** As guessed or chosen for the audit; the recipe's own choice is laid over them. */
  readonly roles: Roles;
  readonly profiles: readonly ColumnProfile[];
  readonly facts: SourceFacts;
}

/** What the engine takes from its surroundings. */
export interface RecipeShell {
  readonly sha256: Sha256;
  /** @throws Cancelled */
  tick(done: number, total: number): void;
}

/** A recipe that was run: one plan in rows of the source. */
export interface RecipeRun {
  readonly plan: Plan;
  /** Output rows gained or lost by each step. */
  readonly steps: readonly { readonly method: string; readonly change: number }[];
  /** Roles of the source's columns that were used. */
  readonly roles: Roles;
}

/** A step that was run: what it was given and what it decided. */
interface Done {
  readonly method: Method;
  readonly values: Values;
  readonly context: MethodContext;
}

/**
 * Runs the steps of a recipe one after the other, each on what the steps before it plan, and folds their plans.
 * Nothing is written. @throws EngineError, Cancelled
 */
export function runRecipe(
  table: Table,
  base: RecipeBase,
  recipe: Recipe,
  shell: RecipeShell,
): RecipeRun {
  if (!recipe.steps.length) throw new EngineError('bad-recipe', t('The recipe has no step.'));
  if (!Number.isInteger(recipe.seed) || recipe.seed < 0 || recipe.seed > 0xffffffff) {
    throw new EngineError('bad-recipe', t('The seed must be a whole number from 0 to 4294967295.'));
  }
  const random = createRandom(recipe.seed, shell.sha256);
  const roles = applyChoice(base.roles, recipe.roles, table.columns);
  const notes: GuardNote[] = [];
  const steps: { method: string; change: number }[] = [];
  let current: { table: Table; roles: Roles; profiles: readonly ColumnProfile[] } = {
    table,
    roles,
    profiles: base.profiles,
  };
  let folded: Draft | undefined;
  const done: Done[] = [];
  for (const [index, step] of recipe.steps.entries()) {
    const method = methodOf(step.method);
    const values = resolveValues([...method.params, ...SHARED_PARAMS], step.values);
    requireRoles(method, values, current.roles);
    const loops = new LoopShare();
    const tick = (at: number, total: number) =>
      shell.tick(index + loops.reach(at, total), recipe.steps.length);
    const scope = scopeOf(current.table, current.roles, values['scope'] as string, tick);
    const context = scopedContext(
      {
        roles: current.roles,
        profiles: current.profiles,
        facts: base.facts,
        random,
        origin: { table, profiles: base.profiles, roles },
        tick,
      },
      scope,
    );
    const draft = method.apply(current.table, values, context);
    const subject = {
      method,
      table: current.table,
      plan: { ...draft, guards: [] },
      values,
      context,
    };
    notes.push(...stepNotes(subject));
    steps.push({ method: method.id, change: outputRows(subject.plan) - current.table.rowCount });
    done.push({ method, values, context });
    folded = folded ? composePlans(table, base.profiles, folded, draft, tick) : draft;
    if (index < recipe.steps.length - 1) {
      const next = plannedTable(current.table, draft, tick);
      current = {
        table: next,
        roles: plannedRoles(current.roles, draft),
        profiles: plannedProfiles(next, draft, current.profiles, tick),
      };
    }
  }
  const plan: Plan = { ...withFreeNames(folded!, table), guards: [] };
  const { context } = done[0]!;
  notes.push(...wholeNotes({ table, plan, context }, done));
  return { plan: { ...plan, guards: worstNotes(notes) }, steps, roles };
}

/** A required role is there when a column plays it or a parameter of that role names columns. */
function requireRoles(method: Method, values: Values, roles: Roles): void {
  for (const role of method.needs.required ?? []) {
    const named = method.params.some(
      (param) =>
        (param.kind === 'columns' && param.role === role && read.texts(values, param.id).length) ||
        (param.kind === 'column' && param.role === role && values[param.id] !== null) ||
        (param.kind === 'table' && param.role === role && Object.keys(values[param.id]!).length),
    );
    if (named || columnWith(roles, role) !== undefined) continue;
    throw new EngineError(
      'missing-role',
      t`${t(method.title)} needs a ${t(role)} column: choose which column it is.`,
    );
  }
}

/** Added columns whose names the source has already get `_2`, `_3` ... */
function withFreeNames(plan: Draft, table: Table): Draft {
  const taken = new Set(table.columns.map((column) => column.name));
  const columns = plan.columns.map((column) => {
    let name = column.name;
    for (let n = 2; taken.has(name); n++) name = `${column.name}_${n}`;
    taken.add(name);
    return { ...column, name };
  });
  return { ...plan, columns };
}

/** The blocking guards of a run that the recipe does not override: Apply is refused while there are any. */
export function blockedBy(plan: Plan, recipe: Recipe): GuardNote[] {
  return plan.guards.filter(
    (note) => note.level === 'block' && !recipe.overrides?.includes(note.code),
  );
}
