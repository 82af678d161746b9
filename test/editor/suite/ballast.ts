import * as vscode from 'vscode';

/** What the extension gives to other extensions. */
export interface Ballast {
  /** How long activate() took. */
  readonly activationMs: number;
}

/** The extension, activated. */
export async function ballast(): Promise<Ballast> {
  const extension = vscode.extensions.getExtension<Ballast>('ballast.ballast');
  if (!extension) throw new Error('Ballast is not installed in this editor.');
  return await extension.activate();
}

/** A file of the open folder. */
export function inWorkspace(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The suite needs an open folder.');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Names of the files in the open folder, hidden ones too. */
export async function filesInWorkspace(): Promise<string[]> {
  const entries = await vscode.workspace.fs.readDirectory(inWorkspace('.'));
  return entries
    .filter(([, type]) => type === vscode.FileType.File)
    .map(([name]) => name)
    .toSorted();
}
