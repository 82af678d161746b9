import { basename, dirname, join } from 'node:path';
import { exporterOf } from '../engine/exports';
import { parseRecipeFile, type RecipeToRun } from '../engine/recipe/recipe-file';
import type { Recipe } from '../engine/recipe/recipe';
import { jsonText } from '../report/json-text';
import type { CliIo } from './io';
import { table } from './layout';
import type { Arguments } from './parse-arguments';
import { readingOf, roleChoice, withDataset } from './reading';
import { seedOf, valuesOf, withOverrides } from './recipe-command';
import { settingsOf, textOf } from './settings';
import { UsageError } from './usage';

const RECIPE_NAME = /\.recipe\.json$/i;

/** `ballast export`: files for a training job, from a recipe file or from one method on a dataset. */
export async function exportCommand(given: Arguments, io: CliIo): Promise<number> {
  const [id, file] = [given.files[0]!, given.files[1]!];
  const exporter = exporterOf(id);
  const values = settingsOf(id, exporter.params, given.values('option'));
  const recipePath = RECIPE_NAME.test(file) ? file : given.value('recipe');
  const read = recipePath === undefined ? undefined : parseRecipeFile(textOf(recipePath));
  const path = sourceOf(file, recipePath, read);
  const choice = {
    exporter: id,
    values,
    ...(recipePath !== undefined && { recipeFile: basename(recipePath) }),
    ...(read?.written && { written: read.written }),
  };
  const result = await withDataset(path, readingOf(given, read?.read), io, (dataset) => {
    if (read?.source?.sha256 !== undefined && read.source.sha256 !== dataset.sha256) {
      refuseOrWarn(path, file === recipePath, given, io);
    }
    const recipe = read?.recipe ?? oneMethod(given, roleChoice(given, dataset.columns));
    const out = given.value('out');
    return dataset.export(withOverrides(recipe, given), choice, {
      token: io.token,
      ...(out !== undefined && { out }),
    });
  });
  if (given.value('format') === 'json') io.out(jsonText({ version: 1, exporter: id, ...result }));
  else io.out(`Written:\n${table(result.files.map((each) => [each]))}`);
  if (!given.has('quiet')) for (const notice of result.notices) io.err(`note: ${notice}`);
  return 0;
}

/** The dataset: FILE itself, or what the recipe FILE was made from. @throws UsageError */
function sourceOf(file: string, recipePath: string | undefined, read: RecipeToRun | undefined) {
  if (file !== recipePath) return file;
  if (read?.source) return join(dirname(file), basename(read.source.path));
  throw new UsageError(
    `${basename(file)} names no source; give the dataset as FILE and this as --recipe.`,
  );
}

/** @throws UsageError */
function refuseOrWarn(path: string, named: boolean, given: Arguments, io: CliIo): void {
  const name = basename(path);
  if (named) {
    throw new UsageError(
      `${name} changed since this recipe was made from it; give ${name} as FILE and the recipe as --recipe to export all the same.`,
    );
  }
  if (!given.has('quiet')) io.err(`warning: ${name} is not the file this recipe was made from.`);
}

/** @throws UsageError; EngineError unknown-method, unknown-parameter */
function oneMethod(given: Arguments, roles: Recipe['roles']): Recipe {
  const method = given.value('method');
  if (method === undefined) {
    throw new UsageError(
      'export needs a recipe: a .recipe.json as FILE, --recipe, or --method ID.',
    );
  }
  const steps = [{ method, values: valuesOf(method, given.values('set')) }];
  return { seed: seedOf(given.value('seed') ?? '0'), steps, roles };
}
