import { methodOf } from '../engine/methods';
import type { Values } from '../engine/params/params';
import { EngineError } from '../engine/problems';
import type { Recipe } from '../engine/recipe/recipe';
import { blockedBy, type RecipeRun } from '../engine/recipe/run-recipe';
import { SHARED_PARAMS } from '../engine/params/shared-params';
import { resolveValues } from '../engine/params/values';
import { t } from '../engine/language';

/** The steps with every parameter's value. @throws EngineError unknown-method, bad-parameter */
export function resolvedSteps(recipe: Recipe): { method: string; values: Values }[] {
  return recipe.steps.map(({ method, values }) => {
    const { params } = methodOf(method);
    return { method, values: resolveValues([...params, ...SHARED_PARAMS], values) };
  });
}

/** @throws EngineError guard-blocked (a blocking guard that the recipe does not override) */
export function refuseBlocked({ plan }: RecipeRun, recipe: Recipe): void {
  const [blocked] = blockedBy(plan, recipe);
  if (!blocked) return;
  throw new EngineError(
    'guard-blocked',
    t`${blocked.title} ${blocked.message} To write anyway, override ${blocked.code}.`,
  );
}
