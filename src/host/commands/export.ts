import * as vscode from 'vscode';
import { parseRecipeFile } from '../../engine/recipe/recipe-file';
import type { Recipe } from '../../engine/recipe/recipe';
import { RequestFailed } from '../../protocol/endpoint';
import type { ExporterCard } from '../../engine/exports/cards';
import type { WrittenPaths } from '../../protocol/messages';
import { askValues } from '../asking/ask-values';
import type { Host } from '../host';
import { tellExported } from '../asking/notify';
import type { Session } from '../sessions/session';
import { saveBeforeApply } from '../sources/save-first';
import { baseName } from '../sources/source';
import { activeSource, chooseSource, givenSource } from '../sources/target';
import type { Command } from './command';

const RECIPE_FILE = /\.recipe\.json$/i;

/** Exports a recipe for training: the recipe file it is called on, or the recipe that the panel of a dataset shows. */
export const exportRecipe: Command = async (host, given) => {
  const called = givenSource(host, given) ?? activeSource();
  const chosen =
    called && RECIPE_FILE.test(called.path)
      ? await fromFile(host, called)
      : await fromPanel(host, given);
  if (!chosen) return;
  const { session, recipe, ...origin } = chosen;
  const report = await session.audited();
  const exporter = await pickExporter(await session.ask('exporters', {}));
  if (!exporter) return;
  const columns = report.columns.map((column) => column.name);
  const values = await askValues(exporter, columns);
  if (!values) return;
  await saveBeforeApply(session);
  const result = await session.export({
    recipe,
    exporter: exporter.id,
    values,
    ...origin,
  });
  void tellExported(result);
};

interface Chosen {
  readonly session: Session;
  readonly recipe: Recipe;
  readonly recipeFile?: string;
  readonly written?: WrittenPaths;
}

async function fromFile(host: Host, file: vscode.Uri): Promise<Chosen | undefined> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const { recipe, read, source, written } = parseRecipeFile(text);
  const beside = source && vscode.Uri.joinPath(file, '..', source.path.split(/[/\\]/).at(-1)!);
  const uri = beside ?? (await chooseSource(host, undefined));
  if (!uri) return undefined;
  const session = host.sessions.open(uri);
  await session.audit({ roles: recipe.roles, ...(read && { read }) });
  return { session, recipe, recipeFile: baseName(file), ...(written && { written }) };
}

/** @throws RequestFailed bad-recipe when the panel shows no recipe */
async function fromPanel(host: Host, given: unknown): Promise<Chosen | undefined> {
  const uri = await chooseSource(host, given);
  if (!uri) return undefined;
  const session = host.sessions.open(uri);
  const { draft } = session.snapshot;
  if (draft && draft.steps.length > 0) {
    const { steps, seed } = draft;
    return { session, recipe: { steps, seed, roles: session.roles } };
  }
  throw new RequestFailed({
    code: 'bad-recipe',
    message: vscode.l10n.t(
      'There is no recipe yet: choose a method under Balance, or call this on a recipe file.',
    ),
  });
}

async function pickExporter(exporters: readonly ExporterCard[]): Promise<ExporterCard | undefined> {
  const items = exporters.map((exporter) => ({
    label: exporter.title,
    detail: exporter.summary,
    exporter,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Choose what to export'),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen?.exporter;
}
