import * as vscode from 'vscode';
import type { Recipe } from '../../engine/recipe/recipe';
import { tellWritten } from './after-writing';
import { plain } from '../asking/notify';
import { saveBeforeApply } from '../sources/save-first';
import type { Session } from '../sessions/session';

/**
 * Writes what a recipe makes, outside the panel: a guard that blocks is shown with its consequence and passed only when
 * the user says so. @throws RequestFailed
 */
export async function applyRecipe(session: Session, recipe: Recipe): Promise<void> {
  await saveBeforeApply(session);
  const preview = await session.ask('preview', { recipe });
  const passed = new Set(recipe.overrides);
  const blocking = preview.guards.filter(
    (guard) => guard.level === 'block' && !passed.has(guard.code),
  );
  if (blocking.length > 0) {
    const writeAnyway = vscode.l10n.t('Write Anyway');
    const detail = blocking.map((guard) => plain(`${guard.title} ${guard.message}`)).join('\n\n');
    const chosen = await vscode.window.showWarningMessage(
      vscode.l10n.t('{0} should not be changed like this.', session.name),
      { modal: true, detail },
      writeAnyway,
    );
    if (chosen !== writeAnyway) return;
  }
  const overrides = [...passed, ...blocking.map((guard) => guard.code)];
  const result = await session.apply(overrides.length > 0 ? { ...recipe, overrides } : recipe);
  void tellWritten(session, result.written);
}
