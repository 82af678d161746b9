import type { GuardCode } from './guards/guard';
import type { Needs, SourceFacts } from './metric';
import type { Param, Values } from './params/params';
import type { Plan } from './plan/plan';
import type { ColumnProfile } from './table/profile';
import type { Random } from './random';
import type { Roles } from './roles/roles';
import type { Table } from './table/table';

export type MethodFamily = 'weights' | 'resample' | 'deduplicate' | 'mixture' | 'split' | 'repair';

/** What a method changes, for grouping in the form and for guards. */
export type Changes = 'weights' | 'columns' | 'adds-rows' | 'removes-rows';

/** What a method changes by what is chosen for one of its parameters; where it does not say, `Method.changes` holds. */
export interface ChangesBy {
  readonly param: string;
  readonly of: Readonly<Record<string, Changes>>;
}

/** A table with what is known of its columns. */
export interface Origin {
  readonly table: Table;
  readonly profiles: readonly ColumnProfile[];
  readonly roles: Roles;
}

/** Everything a method may read besides the table. */
export interface MethodContext {
  readonly roles: Roles;
  readonly profiles: readonly ColumnProfile[];
  readonly facts: SourceFacts;
  readonly random: Random;
  /**
   * Rows the method may read and change, ascending; all other rows pass through unchanged. `rowsInScope` spares the list
   * of all rows.
   */
  readonly scope: Uint32Array;
  readonly scopeName: 'all' | 'train';
  /** The file before the first step of the recipe; in the first step the table itself. */
  readonly origin: Origin;
  /** Call every few thousand rows. @throws Cancelled */
  tick(done: number, total: number): void;
}

/**
 * A remedy. `id` is kebab-case and equals the file name; `apply` decides and writes nothing.
 * To add one: a new file and one line in methods/index.ts.
 */
export interface Method {
  readonly id: string;
  readonly family: MethodFamily;
  readonly title: string;
  /** One line for the form: what it does, in plain words. */
  readonly summary: string;
  readonly cites: readonly string[];
  readonly needs: Needs;
  /** Why it is not offered where remedies are compared with their defaults; absent: it is. */
  readonly untried?: string;
  readonly changes: Changes;
  readonly changesBy?: ChangesBy;
  /** It is about rows of several labels, and of no use where each row has one class. */
  readonly ofLabelSets?: true;
  /** Which features rows are compared by, for guards; absent: numbers. */
  readonly compares?: 'numbers' | 'mixed' | 'categories';
  /** Own parameters; scope and seed are shared by all and added by the recipe. */
  readonly params: readonly Param[];
  readonly guards: readonly GuardCode[];
  /** The columns whose combinations it weighs, for the guards on cells. @throws EngineError unknown-column */
  cells?(table: Table, values: Values, context: MethodContext): readonly number[];
  /** @throws EngineError, Cancelled */
  apply(table: Table, values: Values, context: MethodContext): Omit<Plan, 'guards'>;
}

/** What a method changes with these values. */
export function changesOf(
  { changes, changesBy }: Pick<Method, 'changes' | 'changesBy'>,
  values: Values,
): Changes {
  return (changesBy && changesBy.of[String(values[changesBy.param])]) ?? changes;
}
