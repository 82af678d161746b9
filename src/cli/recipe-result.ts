import type { Recipe } from '../engine/recipe/recipe';
import type { Preview } from '../engine/preview/preview';
import type { Plan } from '../engine/plan/plan';
import type { Values } from '../engine/params/params';
import type { WrittenPaths } from '../protocol/messages';

/** What `balance` and `run` print as JSON. `method` and `params` are those of the last step. */
export interface RecipeResult extends Omit<Preview, 'scatter'> {
  readonly version: 1;
  readonly source: string;
  readonly method: string;
  readonly params: Values;
  readonly seed: number;
  readonly written:
    WrittenPaths | { readonly path: null; readonly removed: null; readonly recipe: null };
  /** Dry run only: the selected source rows in output order, 0-based; made rows are not among them. */
  readonly indices?: readonly number[];
}

/** The result of a recipe that was written, or only planned when `written` is null. */
export function recipeResult(made: {
  readonly source: string;
  readonly recipe: Recipe;
  readonly steps: readonly { readonly method: string; readonly values: Values }[];
  readonly preview: Preview;
  readonly plan: Plan;
  readonly written: WrittenPaths | null;
}): RecipeResult {
  const last = made.steps.at(-1)!;
  const { before, after, classes, rows, steps, guards, notices, tables } = made.preview;
  return {
    version: 1,
    source: made.source,
    method: last.method,
    params: last.values,
    seed: made.recipe.seed,
    written: made.written ?? { path: null, removed: null, recipe: null },
    before,
    after,
    rows,
    classes,
    steps,
    guards,
    notices,
    tables,
    ...(made.written === null && { indices: selectedRows(made.plan) }),
  };
}

function selectedRows({ rows, order }: Plan): number[] {
  if (!order) return [...rows];
  return Array.from(order)
    .filter((output) => output < rows.length)
    .map((output) => rows[output]!);
}
