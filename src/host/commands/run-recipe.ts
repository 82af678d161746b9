import path from 'node:path';
import * as vscode from 'vscode';
import { parseRecipeFile } from '../../engine/recipe/recipe-file';
import type { RecipeToRun } from '../../engine/recipe/recipe-file';
import { applyRecipe } from '../writing/apply-recipe';
import type { Host } from '../host';
import { severalUri } from '../sources/several';
import { chooseSource, givenSource, activeSource } from '../sources/target';
import type { Command } from './command';

const RECIPE_FILE = /\.recipe\.json$/i;

/** Runs a recipe file: on the source it names, or, called on a dataset, on that. */
export const runRecipe: Command = async (host, given) => {
  const called = givenSource(host, given) ?? activeSource();
  const onRecipe = called && RECIPE_FILE.test(called.path);
  const file = onRecipe ? called : await pickRecipe();
  if (!file) return;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const toRun = parseRecipeFile(text);
  const source = onRecipe ? await sourceOf(host, file, toRun) : await chooseSource(host, given);
  if (!source) return;
  const session = host.sessions.open(source);
  const { recipe, read } = toRun;
  await session.audit({ roles: recipe.roles, ...(read && { read }) });
  await applyRecipe(session, recipe);
};

/** The file, or the files, that the recipe names, when they lie beside it; else one that is picked. */
async function sourceOf(
  host: Host,
  file: vscode.Uri,
  { source }: RecipeToRun,
): Promise<vscode.Uri | undefined> {
  if (source) {
    const names = source.files ?? [path.posix.basename(source.path)];
    const beside = names.map((name) => vscode.Uri.joinPath(file, '..', name));
    const areThere = await Promise.all(
      beside.map((uri) => vscode.workspace.fs.stat(uri).then(Boolean, () => false)),
    );
    if (areThere.every(Boolean)) return severalUri(beside) ?? beside[0];
  }
  return await chooseSource(host, undefined);
}

async function pickRecipe(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectMany: false,
    openLabel: vscode.l10n.t('Run'),
    filters: { [vscode.l10n.t('Recipes')]: ['json'] },
  });
  return chosen?.[0];
}
