import * as vscode from 'vscode';
import { sentence } from '../../engine/words';
import type { MethodCard } from '../../engine/methods/cards';
import { applyRecipe } from '../writing/apply-recipe';
import { askValues } from '../asking/ask-values';
import { seed } from '../settings';
import { chooseSource } from '../sources/target';
import type { Command } from './command';

/** Applies one method without the panel: pick it, answer its parameters, write. */
export const applyMethod: Command = async (host, given, selected) => {
  const uri = await chooseSource(host, given, selected);
  if (!uri) return;
  const session = host.sessions.open(uri);
  const report = await session.audited();
  const method = await pickMethod(await session.ask('methods', {}));
  if (!method) return;
  const columns = report.columns.map((column) => column.name);
  const values = await askValues(method, columns);
  if (!values) return;
  const steps = [{ method: method.id, values }];
  await applyRecipe(session, { seed: seed(), steps, roles: session.roles });
};

async function pickMethod(methods: readonly MethodCard[]): Promise<MethodCard | undefined> {
  const families = [...new Set(methods.map((method) => method.family))];
  const items = families.flatMap((family): (vscode.QuickPickItem & { method?: MethodCard })[] => [
    { label: sentence(family), kind: vscode.QuickPickItemKind.Separator },
    ...methods
      .filter((method) => method.family === family)
      .map((method) => ({ label: method.title, detail: method.summary, method })),
  ]);
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Choose a method'),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen?.method;
}
