import path from 'node:path';
import * as vscode from 'vscode';
import { pathsOf } from '../../engine/recipe/written-paths';
import type { WrittenPaths } from '../../protocol/messages';
import { openFile } from '../asking/notify';
import type { Session } from '../sessions/session';
import { severalPaths } from '../sources/several';
import { notText } from '../editor/text-source';

/** The editor compares no texts above this (bytes). */
const DIFF_LIMIT = 50 * 1024 * 1024;

/** Tells that a file was written, and offers what people do next: open it, see what changed, find it, undo it. */
export async function tellWritten(session: Session, written: WrittenPaths): Promise<void> {
  const open = vscode.l10n.t('Open');
  const changes = vscode.l10n.t('Show Changes');
  const reveal = vscode.l10n.t('Reveal');
  const undo = vscode.l10n.t('Undo...');
  const name = path.basename(written.path);
  const more = written.others?.length ?? 0;
  const told =
    more === 0
      ? vscode.l10n.t('Wrote {0}.', name)
      : vscode.l10n.t('Wrote {0} and {1} more.', name, more);
  const actions = session.canShowChanges ? [open, changes, reveal, undo] : [open, reveal, undo];
  const chosen = await vscode.window.showInformationMessage(told, ...actions);
  if (chosen === open) await openFile(written.path);
  if (chosen === changes) await showChanges(session, written.path);
  if (chosen === reveal) await revealFile(written.path);
  if (chosen === undo) await undoWrite(session, written);
}

/**
 * Opens the editor's diff of a source and the result written from it: rows that left, and rows that came. Where there are
 * no lines to compare that is said, and the rows that left are offered.
 */
export async function showChanges(
  session: Session,
  result: string,
  options: vscode.TextDocumentShowOptions = {},
): Promise<void> {
  const source = sourceOf(session, result);
  const why = notText(session) ?? (await tooLarge([source, result]));
  if (why !== undefined) {
    await offerRemoved(session, result, why);
    return;
  }
  const title = `${path.basename(source)} ↔ ${path.basename(result)}`;
  const [before, after] = [vscode.Uri.file(source), vscode.Uri.file(result)];
  await vscode.commands.executeCommand('vscode.diff', before, after, title, options);
}

async function offerRemoved(session: Session, result: string, why: string): Promise<void> {
  const removed = session.files.of(result)?.removed;
  const open = vscode.l10n.t('Open Removed Rows');
  const told = vscode.l10n.t('{0} The editor cannot set source and result side by side.', why);
  const chosen = await vscode.window.showInformationMessage(told, ...(removed ? [open] : []));
  if (chosen === open && removed) await openFile(removed);
}

/** Selects a file in the explorer. */
export async function revealFile(file: string): Promise<void> {
  await vscode.commands.executeCommand('revealInExplorer', vscode.Uri.file(file));
}

/** Deletes the files of a result once the user agreed. Resolves to whether they are deleted. */
export async function undoWrite(session: Session, written: WrittenPaths): Promise<boolean> {
  const names = pathsOf(written).map((file) => path.basename(file));
  const changed = await session.files.changed(written);
  const detail = [
    names.join('\n'),
    vscode.l10n.t('The source stays as it is.'),
    ...(changed.length > 0
      ? [vscode.l10n.t('Changed since they were written: {0}.', changed.join(', '))]
      : []),
  ].join('\n\n');
  const remove = vscode.l10n.t('Delete');
  const question =
    names.length === 1
      ? vscode.l10n.t('Delete {0}?', names[0]!)
      : vscode.l10n.t('Delete the {0} files that were written?', names.length);
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove);
  if (chosen !== remove) return false;
  await session.undo(written);
  return true;
}

/** The file that a result was made from: of several the one whose name it carries on. */
function sourceOf(session: Session, result: string): string {
  const stem = (file: string) => path.join(path.dirname(file), path.basename(file).split('.')[0]!);
  const several = severalPaths(session.uri) ?? [session.uri.fsPath];
  const fitting = several.filter((file) => result.startsWith(stem(file)));
  return fitting.sort((a, b) => b.length - a.length)[0] ?? session.uri.fsPath;
}

async function tooLarge(files: readonly string[]): Promise<string | undefined> {
  for (const file of files) {
    const { size } = await vscode.workspace.fs.stat(vscode.Uri.file(file));
    if (size > DIFF_LIMIT) return vscode.l10n.t('{0} is too large.', path.basename(file));
  }
  return undefined;
}
