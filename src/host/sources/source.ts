import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { l10n } from '../l10n';
import type { SourceRef } from '../../protocol/messages';
import { severalPaths } from './several';

/** Names of several files that are shown; of more their number. */
const SHOWN = 2;

/** The last part of a URI's path, as the explorer shows it; of several files their names. */
export function baseName(uri: vscode.Uri): string {
  const several = severalPaths(uri)?.map((file) => path.basename(file));
  if (several) {
    const more = several.length - SHOWN;
    return several.slice(0, SHOWN).join(' + ') + (more > 0 ? l10n.t(' + {0} more', more) : '');
  }
  return path.posix.basename(uri.path) || uri.path;
}

/** A source as it is on screen now. */
export interface OnScreen {
  readonly ref: SourceRef;
  /** The content is in an editor and not (or not so) on disk. */
  readonly unsaved: boolean;
  /** What the content was made from, to see later whether it changed. */
  readonly stamp: Stamp;
}

/** A file's size and time, or the version of an editor's text. */
export type Stamp =
  | { readonly kind: 'disk'; readonly mtime: number; readonly size: number }
  /** Of several files; `size` is that of all. */
  | { readonly kind: 'several'; readonly of: readonly Stamp[]; readonly size: number }
  | { readonly kind: 'editor'; readonly version: number }
  | { readonly kind: 'gone' };

/** The open text document of a source, when an editor holds its content. */
export function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  const wanted = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}

/** Whether the editor's content is what counts: it is not on disk as it stands. */
function isUnsaved(document: vscode.TextDocument): boolean {
  return document.isDirty || document.isUntitled;
}

/**
 * What to audit: the text of an editor with unsaved changes, else the bytes of the file; a file that is on no disk
 * (a virtual folder) through the editor's own reading.
 */
export async function onScreen(uri: vscode.Uri): Promise<OnScreen> {
  const paths = severalPaths(uri);
  if (paths) {
    const ref = { kind: 'files', path: uri.fsPath, paths } as const;
    return { ref, unsaved: false, stamp: await stampOfAll(paths) };
  }
  const document = documentOf(uri);
  if (document && isUnsaved(document)) return { ...textOf(document), unsaved: true };
  if (uri.scheme === 'file')
    return {
      ref: { kind: 'file', path: uri.fsPath },
      unsaved: false,
      stamp: await diskStamp(uri),
    };
  return { ...textOf(await vscode.workspace.openTextDocument(uri)), unsaved: false };
}

/** Whether the source on screen differs from what `stamp` was taken of. Saving alone is no difference. */
export async function changedSince(uri: vscode.Uri, stamp: Stamp): Promise<boolean> {
  const paths = severalPaths(uri);
  if (paths) return !isDeepStrictEqual(await stampOfAll(paths), stamp);
  const document = documentOf(uri);
  if (stamp.kind === 'editor') return document?.version !== stamp.version;
  if (document && isUnsaved(document)) return true;
  const now = await diskStamp(uri);
  if (now.kind === 'disk' && stamp.kind === 'disk')
    return now.mtime !== stamp.mtime || now.size !== stamp.size;
  return now.kind !== stamp.kind;
}

/** Whether the source has content that is on no disk. */
export function hasUnsaved(uri: vscode.Uri): boolean {
  const document = documentOf(uri);
  return document !== undefined && isUnsaved(document);
}

function textOf(document: vscode.TextDocument): Pick<OnScreen, 'ref' | 'stamp'> {
  const { uri, version } = document;
  return {
    ref: {
      kind: 'text',
      path: uri.scheme === 'file' ? uri.fsPath : uri.path,
      text: document.getText(),
    },
    stamp: { kind: 'editor', version },
  };
}

async function stampOfAll(paths: readonly string[]): Promise<Stamp> {
  const of = await Promise.all(paths.map((file) => diskStamp(vscode.Uri.file(file))));
  const size = of.reduce((sum, stamp) => sum + (stamp.kind === 'disk' ? stamp.size : 0), 0);
  return { kind: 'several', of, size };
}

/** Size and time of a file. */
export async function diskStamp(uri: vscode.Uri): Promise<Stamp> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri);
    return { kind: 'disk', mtime, size };
  } catch {
    return { kind: 'gone' };
  }
}

/** The folder that what is written about a source lies in, and the name it is called after; of several files their folder's. */
export async function placeOf(
  uri: vscode.Uri,
): Promise<{ readonly folder: string; readonly name: string }> {
  const { type } = await vscode.workspace.fs.stat(uri.with({ query: '' }));
  const name = path.basename(uri.fsPath);
  return type & vscode.FileType.Directory
    ? { folder: uri.fsPath, name }
    : { folder: path.dirname(uri.fsPath), name };
}
