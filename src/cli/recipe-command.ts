import { basename, dirname, join } from 'node:path';
import { GUARDS } from '../engine/guards';
import type { GuardCode } from '../engine/guards/guard';
import { methodOf } from '../engine/methods';
import type { ParamValue } from '../engine/params/params';
import { parseRecipeFile } from '../engine/recipe/recipe-file';
import type { Recipe } from '../engine/recipe/recipe';
import { SHARED_PARAMS } from '../engine/params/shared-params';
import type { Dataset } from '../files/dataset';
import { resolvedSteps } from '../files/recipe-steps';
import { jsonText } from '../report/json-text';
import { recipeDocument } from '../report/recipe-document';
import { toText } from '../report/text';
import type { CliIo } from './io';
import type { Arguments } from './parse-arguments';
import { readingOf, roleChoice, splitList, withDataset } from './reading';
import { recipeResult } from './recipe-result';
import { settingsOf, textOf } from './settings';
import { UsageError } from './usage';

/** `ballast balance`: one method on one file. */
export async function balanceCommand(given: Arguments, io: CliIo): Promise<number> {
  const { files } = given;
  const id = given.value('method');
  if (id === undefined) {
    throw new UsageError('balance needs --method ID; `ballast methods` lists them.');
  }
  if (given.values('method').length > 1) {
    throw new UsageError('balance applies one method; a recipe file holds several steps.');
  }
  const seed = seedOf(given.value('seed') ?? '0');
  const steps = [{ method: id, values: valuesOf(id, given.values('set')) }];
  return withDataset(files, readingOf(given), io, (dataset) => {
    const roles = roleChoice(given, dataset.columns);
    return carryOut(
      dataset,
      nameOf(files),
      withOverrides({ seed, steps, roles }, given),
      given,
      io,
    );
  });
}

/** `ballast run`: the steps of a recipe file again, on the file beside it or on another. */
export async function runCommand(given: Arguments, io: CliIo): Promise<number> {
  const [recipePath, ...others] = given.files as [string, ...string[]];
  const { recipe, source, read } = parseRecipeFile(textOf(recipePath));
  if (others.length === 0 && !source) {
    throw new UsageError(`${basename(recipePath)} names no source; give the FILE after it.`);
  }
  const beside = (name: string) => join(dirname(recipePath), name);
  const files =
    others.length > 0 ? others : (source!.files?.map(beside) ?? [beside(basename(source!.path))]);
  const path = nameOf(files);
  return withDataset(files, readingOf(given, read), io, (dataset) => {
    if (source?.sha256 !== undefined && source.sha256 !== dataset.sha256) {
      if (others.length === 0) {
        throw new UsageError(
          `${basename(path)} changed since this recipe was made from it; name it after the recipe to run it all the same.`,
        );
      }
      if (!given.has('quiet'))
        io.err(`warning: ${basename(path)} is not the file this recipe was made from.`);
    }
    return carryOut(dataset, path, withOverrides(recipe, given), given, io);
  });
}

/** Several files are named like the first. */
function nameOf(files: readonly string[]): string {
  const [first, ...rest] = files;
  return rest.length === 0 ? first! : `${first!} and ${String(rest.length)} more`;
}

function carryOut(
  dataset: Dataset,
  path: string,
  recipe: Recipe,
  given: Arguments,
  io: CliIo,
): number {
  const out = given.value('out');
  const dry = given.has('dry-run');
  const target = out === undefined ? {} : { out };
  const applied = dry ? null : dataset.apply(recipe, { token: io.token, ...target });
  const preview = applied?.preview ?? dataset.preview(recipe, out);
  const result = recipeResult({
    source: path,
    recipe,
    steps: resolvedSteps(recipe),
    preview,
    plan: dataset.plan(recipe).plan,
    written: applied?.written ?? null,
  });
  if (given.value('format') === 'json') io.out(jsonText(result));
  else io.out(toText(recipeDocument(result, preview.names, dry)));
  return 0;
}

/** The values of a method from --set. @throws EngineError unknown-method, unknown-parameter */
export function valuesOf(id: string, settings: readonly string[]): Record<string, ParamValue> {
  return settingsOf(id, [...methodOf(id).params, ...SHARED_PARAMS], settings);
}

/** The seed of --seed. @throws UsageError */
export function seedOf(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0xffffffff) {
    throw new UsageError(`--seed takes a whole number from 0 to 4294967295, not '${text}'.`);
  }
  return seed;
}

/** The recipe with the guards of --override. @throws UsageError */
export function withOverrides(recipe: Recipe, given: Arguments): Recipe {
  const codes = given.values('override').flatMap(splitList).map(guardCode);
  return codes.length === 0
    ? recipe
    : { ...recipe, overrides: [...new Set([...(recipe.overrides ?? []), ...codes])] };
}

function guardCode(text: string): GuardCode {
  const guard = GUARDS.find(({ code }) => code === text.toUpperCase());
  if (guard) return guard.code;
  const known = GUARDS.map(({ code }) => code).join(', ');
  throw new UsageError(`--override takes the code of a guard; '${text}' is none of ${known}.`);
}
