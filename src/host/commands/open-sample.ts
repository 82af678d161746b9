import * as vscode from 'vscode';
import { auditInPanel } from './audit-in-panel';
import type { Command } from './command';

const SAMPLE = 'penguins.csv';

/**
 * Audits the sample file: a copy in the first workspace folder, else in the extension's own storage. A file of that
 * name that is there already is taken as it is.
 */
export const openSample: Command = async (host) => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const place = folder?.scheme === 'file' ? folder : host.storage;
  await vscode.workspace.fs.createDirectory(place);
  const copy = vscode.Uri.joinPath(place, SAMPLE);
  if (!(await exists(copy)))
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(host.extension, 'media', SAMPLE), copy, {
      overwrite: false,
    });
  await auditInPanel(host, copy);
};

async function exists(uri: vscode.Uri): Promise<boolean> {
  return await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
