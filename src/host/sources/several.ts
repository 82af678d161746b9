import path from 'node:path';
import * as vscode from 'vscode';

/** Marks the URI of several files; their names follow, relative to its path. */
const MARK = 'files=';

/**
 * One URI for several files that are audited as one: that of the folder that all are in, with their names in its query.
 * Undefined unless all are on this machine's disk.
 */
export function severalUri(uris: readonly vscode.Uri[]): vscode.Uri | undefined {
  if (uris.length < 2 || uris.some(({ scheme }) => scheme !== 'file')) return undefined;
  const paths = uris.map(({ fsPath }) => fsPath);
  let folder = path.dirname(paths[0]!);
  const isWithin = (each: string) => !path.relative(folder, each).startsWith('..');
  while (!paths.every(isWithin) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  const names = paths.map((each) => path.relative(folder, each)).toSorted(byName);
  return vscode.Uri.file(folder).with({ query: MARK + JSON.stringify(names) });
}

/** The paths of the files that such a URI stands for; undefined for any other. */
export function severalPaths(uri: vscode.Uri): string[] | undefined {
  if (uri.scheme !== 'file' || !uri.query.startsWith(MARK)) return undefined;
  const names = JSON.parse(uri.query.slice(MARK.length)) as string[];
  return names.map((name) => path.join(uri.fsPath, name));
}

function byName(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
