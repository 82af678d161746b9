import * as vscode from 'vscode';
import { RequestFailed } from '../protocol/endpoint';
import type { Session } from './session';
import { hasUnsaved } from './source';

/**
 * Asks to save content that is on no disk before a file is made of it: what is written lies beside its source and names
 * its bytes. @throws RequestFailed `cancelled` when the user does not save, `unwritable` where nothing can be written
 */
export async function saveBeforeApply(session: Session): Promise<void> {
  if (hasUnsaved(session.uri)) {
    const save = 'Save';
    const chosen = await vscode.window.showInformationMessage(
      `Save ${session.name} first?`,
      {
        modal: true,
        detail: 'The new file is written beside the saved one, and its recipe names those bytes.',
      },
      save,
    );
    const saved = chosen === save ? await vscode.workspace.save(session.uri) : undefined;
    if (!saved) throw new RequestFailed({ code: 'cancelled', message: 'Cancelled.' });
    if (saved.toString() !== session.uri.toString()) {
      await vscode.commands.executeCommand('ballast.audit', saved);
      throw new RequestFailed({ code: 'cancelled', message: 'Cancelled.' });
    }
  }
  if (session.uri.scheme !== 'file')
    throw new RequestFailed({
      code: 'unwritable',
      message: `\`${session.name}\` is not on this computer's disk. Save a copy and audit that.`,
    });
}
