import type { ParamValue } from '../../engine/params/params';
import type { Recipe, Step } from '../../engine/recipe/recipe';
import type { RoleChoice } from '../../engine/roles/roles';
import { RequestFailed } from '../../protocol/endpoint';
import type { ReadChoice } from '../../protocol/messages';
import { l10n } from '../l10n';

/** What a command line must say to repeat what the panel shows. */
export interface Repeatable {
  /** Path of the source, or the paths of several that are one. */
  readonly files: readonly string[];
  readonly read: ReadChoice;
  readonly recipe: Recipe;
  /** Path of the last recipe file written from this source, if any. */
  readonly recipeFile: string | undefined;
}

/**
 * The command line that repeats a recipe, quoted for a POSIX shell. One step is said in full, several are
 * run from the recipe file. @throws RequestFailed bad-recipe when that is not written yet
 */
export function commandLine({ files, read, recipe, recipeFile }: Repeatable): string {
  const [step, ...more] = recipe.steps;
  const words =
    step && more.length === 0
      ? ['ballast', 'balance', ...files, ...stepWords(step), ...roleWords(recipe.roles)]
      : ['ballast', 'run', written(recipeFile), ...files];
  if (words[1] === 'balance') {
    if (recipe.seed !== 0) words.push('--seed', String(recipe.seed));
    if (recipe.overrides?.length) words.push('--override', recipe.overrides.join(','));
  }
  return [...words, ...readWords(read)].map(quote).join(' ');
}

function stepWords({ method, values }: Step): string[] {
  const set = Object.entries(values ?? {}).flatMap(([id, value]) => [
    '--set',
    `${id}=${valueText(value)}`,
  ]);
  return ['--method', method, ...set];
}

function valueText(value: ParamValue): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

function roleWords({ label, text, groups, features, others }: RoleChoice): string[] {
  return [
    ...(label === null ? ['--no-label'] : label === undefined ? [] : ['--label', label]),
    ...(text === undefined ? [] : ['--text', text]),
    ...(groups ?? []).flatMap((group) => ['--group', group]),
    ...(features ? ['--features', features.join(',')] : []),
    ...Object.entries(others ?? {}).flatMap(([column, role]) => ['--role', `${column}=${role}`]),
  ];
}

function readWords({ delimiter, encoding, header }: ReadChoice): string[] {
  return [
    ...(delimiter === undefined ? [] : ['--delimiter', delimiter]),
    ...(encoding === undefined ? [] : ['--encoding', encoding]),
    ...(header === false ? ['--no-header'] : []),
  ];
}

function written(recipeFile: string | undefined): string {
  if (recipeFile !== undefined) return recipeFile;
  throw new RequestFailed({
    code: 'bad-recipe',
    message: l10n.t(
      'Write the file first: the command runs the recipe file that is written beside it.',
    ),
  });
}

/** One word of a POSIX shell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
