import type { Role } from '../roles/roles';

/** What every parameter says about itself. `id` is camelCase and is the name in recipes and in `--set id=value`. */
interface ParamBase {
  readonly id: string;
  readonly title: string;
  /** One sentence for the form's hint, `--help` and METHODS.md; starts with a capital, ends with a full stop. */
  readonly summary: string;
  /** Shown behind "More" in the form. */
  readonly advanced?: boolean;
}

export interface NumberParam extends ParamBase {
  readonly kind: 'number';
  /** null: not set (the method says what that means). */
  readonly default: number | null;
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
}

export interface FlagParam extends ParamBase {
  readonly kind: 'flag';
  readonly default: boolean;
}

export interface ChoiceParam extends ParamBase {
  readonly kind: 'choice';
  readonly default: string;
  readonly options: readonly { readonly value: string; readonly title: string }[];
}

/** One column, by name or `#position`; null: the column that plays `role`. */
export interface ColumnParam extends ParamBase {
  readonly kind: 'column';
  readonly default: null;
  readonly role?: Role;
}

/** Several columns; an empty list means what `role` or the method's summary says. */
export interface ColumnsParam extends ParamBase {
  readonly kind: 'columns';
  readonly default: readonly string[];
  readonly role?: Role;
}

/** imbalanced-learn's sampling_strategy: a word, a ratio, a table class -> count, or a list of classes. */
export interface StrategyParam extends ParamBase {
  readonly kind: 'strategy';
  readonly default: string;
  readonly sampling: 'over' | 'under' | 'clean';
}

export interface TextParam extends ParamBase {
  readonly kind: 'text';
  readonly default: string;
}

/**
 * Numbers by name: weights, shares, counts. `classes`: by class of the label; `cells`: by value of the columns of the
 * method, joined by `|`; `columns`: by column and, within it, by value; `parts`: by part of a split. In words
 * `a=1, b=2`, or `sex: F=0.5, M=0.5; age: old=1`.
 */
export interface TableParam extends ParamBase {
  readonly kind: 'table';
  readonly default: Readonly<Record<string, never>>;
  readonly of: 'classes' | 'cells' | 'columns' | 'parts';
  readonly min?: number;
  /** Naming columns here stands for columns that play this role. */
  readonly role?: Role;
}

/** A second file, by path relative to the source. */
export interface FileParam extends ParamBase {
  readonly kind: 'file';
  readonly default: null;
}

/** The closed list of what a parameter can be. */
export type Param =
  | NumberParam
  | FlagParam
  | ChoiceParam
  | ColumnParam
  | ColumnsParam
  | StrategyParam
  | TextParam
  | TableParam
  | FileParam;
export type ParamKind = Param['kind'];

/** A table with one entry per parameter kind: forms, prompts, flags and schemas are each one of these. */
export type PerKind<R> = {
  readonly [K in ParamKind]: (param: Extract<Param, { kind: K }>) => R;
};

export type StrategyValue = string | number | Readonly<Record<string, number>> | readonly string[];
/** Name -> number. */
export type NumberTable = Readonly<Record<string, number>>;
/** Column -> value -> number. */
export type NestedTable = Readonly<Record<string, NumberTable>>;
export type ParamValue = null | boolean | StrategyValue | NumberTable | NestedTable;
/** Parameter id -> value, every declared parameter present. JSON as it stands in a recipe. */
export type Values = Readonly<Record<string, ParamValue>>;

/** Picks the entry for a parameter's kind. */
export function perKind<R>(table: PerKind<R>, param: Param): R {
  return (table[param.kind] as (p: Param) => R)(param);
}
