import * as vscode from 'vscode';
import { toFailure } from '../../protocol/endpoint';
import type { ExportResult } from '../../protocol/messages';
import type { Log } from '../log';
import { baseName } from '../sources/source';

/** Message boxes show plain text: the backticks around names and values become quotes. */
export function plain(message: string): string {
  return message.replaceAll('`', "'");
}

/**
 * Tells of a failure in one sentence, with the way to the log. A cancel is no failure and says nothing. Ends when the
 * message is dismissed, so that commands do not wait for it.
 */
export async function tellFailure(log: Log, error: unknown, name?: string): Promise<void> {
  const failure = toFailure(error);
  if (failure.code === 'cancelled') return;
  const about = name === undefined ? '' : `${name}: `;
  log.error(`${about}${failure.code}: ${failure.message}`);
  if (failure.code === 'internal' && error instanceof Error && error.stack) log.error(error.stack);
  const showLog = vscode.l10n.t('Show Log');
  const chosen = await vscode.window.showErrorMessage(about + plain(failure.message), showLog);
  if (chosen === showLog) log.show();
}

/** Tells that an export was written, with what the user should know, and opens its first file when asked. */
export async function tellExported({ files, notices }: ExportResult): Promise<void> {
  const open = vscode.l10n.t('Open');
  const names = files.map((path) => baseName(vscode.Uri.file(path))).join(', ');
  const told = [vscode.l10n.t('Exported {0}.', names), ...notices.map(plain)].join(' ');
  const chosen = await vscode.window.showInformationMessage(told, open);
  if (chosen === open) await openFile(files[0]!);
}

/** Opens a file in whatever editor the user has for it, above the editor's limit too; in `column` when one is given. */
export async function openFile(path: string, column?: vscode.ViewColumn): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(path), column);
}
