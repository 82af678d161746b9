import { EXPORTERS } from '../engine/exports';
import { METHODS } from '../engine/methods';
import { METRICS } from '../engine/metrics';
import { SHARED_PARAMS } from '../engine/params/shared-params';
import { localized } from './localized';
import { withContributions } from './manifest';
import { methodsPage } from './methods-page';
import { withLists } from './readme-lists';
import { recipeSchema } from './recipe-schema';
import { reportSchema } from './report-schema';

/**
 * Every file that is made from the registries, or has a part that is: path from the root of the repository, and its text.
 * `manifest` and `readme` are package.json and README.md as they are.
 */
export function generatedFiles(
  manifest: Readonly<Record<string, unknown>>,
  readme: string,
): Map<string, string> {
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
  const made = localized(withContributions(manifest, METRICS));
  return new Map([
    ['package.json', json(made.manifest)],
    ['package.nls.json', json(made.texts)],
    ['README.md', withLists(readme, METRICS, METHODS)],
    ['METHODS.md', methodsPage(METRICS, METHODS, SHARED_PARAMS, EXPORTERS)],
    ['media/recipe.schema.json', json(recipeSchema(METHODS, SHARED_PARAMS))],
    ['media/report.schema.json', json(reportSchema(METRICS))],
  ]);
}
