import type { Exporter, Fit, RecipeShape } from './exporter';

/** Exporters with those first that fit such a recipe, and those meant for others last. */
export function exportersFor<E extends Pick<Exporter, 'fits'>>(
  exporters: readonly E[],
  shape: RecipeShape,
): E[] {
  const rank = ({ fits }: E) => (fits ? (fits.some((fit) => agrees(fit, shape)) ? 0 : 2) : 1);
  return [...exporters].sort((a, b) => rank(a) - rank(b));
}

function agrees({ role, ...facts }: Fit, shape: RecipeShape): boolean {
  const { weighs, repeats, makes, drops } = { ...shape, ...facts };
  return (
    (role === undefined || shape.roles.has(role)) &&
    weighs === shape.weighs &&
    repeats === shape.repeats &&
    makes === shape.makes &&
    drops === shape.drops
  );
}
