import * as vscode from 'vscode';
import { severalPaths } from './several';
import { baseName } from './source';

/**
 * Calls `changed` whenever the source may have changed, on disk or in an editor. It may be called too often: compare
 * stamps before believing it.
 */
export function watchSource(uri: vscode.Uri, changed: () => void): vscode.Disposable {
  const wanted = uri.toString();
  const ifOurs = (document: vscode.TextDocument) => {
    if (document.uri.toString() === wanted) changed();
  };
  const parts: vscode.Disposable[] = [
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.contentChanges.length > 0) ifOurs(event.document);
    }),
    vscode.workspace.onDidSaveTextDocument(ifOurs),
    vscode.workspace.onDidCloseTextDocument(ifOurs),
  ];
  for (const file of severalPaths(uri) ?? [])
    parts.push(watchSource(vscode.Uri.file(file), changed));
  if (uri.scheme === 'file' && !severalPaths(uri)) {
    const pattern = new vscode.RelativePattern(
      vscode.Uri.joinPath(uri, '..'),
      baseName(uri).replace(/[*?[\]{}]/g, '?'),
    );
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    parts.push(
      watcher,
      watcher.onDidChange(changed),
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
    );
  }
  return vscode.Disposable.from(...parts);
}
