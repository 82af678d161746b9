import * as vscode from 'vscode';
import { RequestFailed } from '../../protocol/endpoint';
import type { Session } from '../sessions/session';
import { hasUnsaved } from './source';

/**
 * Asks to save content that is on no disk before a file is made of it: what is written lies beside its source and names
 * its bytes. @throws RequestFailed `cancelled` when the user does not save, `unwritable` where nothing can be written
 */
export async function saveBeforeApply(session: Session): Promise<void> {
  if (hasUnsaved(session.uri)) {
    const save = vscode.l10n.t('Save');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t('Save {0} first?', session.name),
      {
        modal: true,
        detail: vscode.l10n.t(
          'The new file is written beside the saved one, and its recipe names those bytes.',
        ),
      },
      save,
    );
    const saved = chosen === save ? await vscode.workspace.save(session.uri) : undefined;
    if (!saved)
      throw new RequestFailed({ code: 'cancelled', message: vscode.l10n.t('Cancelled.') });
    if (saved.toString() !== session.uri.toString()) {
      await vscode.commands.executeCommand('ballast.audit', saved);
      throw new RequestFailed({ code: 'cancelled', message: vscode.l10n.t('Cancelled.') });
    }
  }
  if (session.uri.scheme !== 'file')
    throw new RequestFailed({
      code: 'unwritable',
      message: vscode.l10n.t(
        "`{0}` is not on this computer's disk. Save a copy and audit that.",
        session.name,
      ),
    });
}
