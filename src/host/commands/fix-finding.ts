import * as vscode from 'vscode';
import type { AuditAlert } from '../../engine/audit';
import type { Recipe, Step } from '../../engine/recipe/recipe';
import { many } from '../../engine/words';
import type { MethodCard } from '../../engine/methods/cards';
import type { PreviewResult } from '../../protocol/messages';
import { previewLine } from '../../report/preview-words';
import { applyRecipe } from '../writing/apply-recipe';
import { worstFirst } from '../views/finding-item';
import type { Host } from '../host';
import { plain } from '../asking/notify';
import { pickRemedy, remediesOf } from '../asking/remedy-pick';
import type { Session } from '../sessions/session';
import { seed } from '../settings';
import { baseName } from '../sources/source';
import { chooseSource } from '../sources/target';
import type { Command } from './command';

/** From a finding to a written file without the panel: finding, remedy with its preview, write. */
export const fixFinding: Command = async (host, given) => {
  const uri = await chooseSource(host, given);
  if (!uri) return;
  const session = host.sessions.open(uri);
  const report = await session.audited();
  const methods = await session.ask('methods', {});
  const alert = findingOf(given) ?? (await pickFinding(session, report.alerts, methods));
  if (!alert) return;
  const recipeOf = (step: Step): Recipe => ({ seed: seed(), steps: [step], roles: session.roles });
  const step = await pickRemedy(session, alert, methods, recipeOf);
  if (!step) return;
  const preview = await session.ask('preview', { recipe: recipeOf(step) });
  const next = await pickNext(preview);
  if (next === 'write') await applyRecipe(session, recipeOf(step));
  if (next === 'panel') showInPanel(host, session, step);
};

/** The finding of a line of a tree. */
function findingOf(given: unknown): AuditAlert | undefined {
  if (typeof given !== 'object' || given === null || !('alert' in given)) return undefined;
  return given.alert as AuditAlert;
}

async function pickFinding(
  session: Session,
  alerts: readonly AuditAlert[],
  methods: readonly MethodCard[],
): Promise<AuditAlert | undefined> {
  const items = worstFirst(alerts)
    .filter((alert) => remediesOf(alert, methods).length > 0)
    .map((alert) => ({
      label: `$(${alert.severity}) ${plain(alert.title).replaceAll('$(', '$ (')}`,
      ...(alert.rowCount !== undefined && { description: many(alert.rowCount, 'row') }),
      detail: plain(alert.message),
      alert,
    }));
  if (items.length === 0) {
    const told = vscode.l10n.t('{0}: no finding has a remedy.', session.name);
    void vscode.window.showInformationMessage(told);
    return undefined;
  }
  const placeHolder = vscode.l10n.t('Choose what to fix in {0}', session.name);
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return chosen?.alert;
}

async function pickNext(preview: PreviewResult): Promise<'write' | 'panel' | undefined> {
  const name = baseName(vscode.Uri.file(preview.names.path));
  const chosen = await vscode.window.showQuickPick(
    [
      {
        label: vscode.l10n.t('$(save) Write {0}', name),
        detail: previewLine(preview),
        next: 'write' as const,
      },
      {
        label: vscode.l10n.t('$(open-preview) Change Values in the Report'),
        detail: vscode.l10n.t('Opens Balance with this remedy, its form and its preview.'),
        next: 'panel' as const,
      },
    ],
    { placeHolder: vscode.l10n.t('The source stays as it is'), ignoreFocusOut: true },
  );
  return chosen?.next;
}

function showInPanel(host: Host, session: Session, step: Step): void {
  host.panels.show(session, { tab: 'Balance', step });
}
