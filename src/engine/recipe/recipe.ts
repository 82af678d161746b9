import type { GuardCode } from '../guards/guard';
import type { ParamValue } from '../params/params';
import type { RoleChoice } from '../roles/roles';

/** One method call as it stands in a recipe file. Values not given have the method's defaults. */
export interface Step {
  readonly method: string;
  readonly values?: Readonly<Record<string, ParamValue>>;
}

/** A seed and an ordered list of method calls; running it folds the plans into one plan. */
export interface Recipe {
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly roles: RoleChoice;
  /** Blocking guards that the user decided to pass. */
  readonly overrides?: readonly GuardCode[];
}
