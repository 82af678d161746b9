import path from 'node:path';
import * as vscode from 'vscode';
import { RequestFailed } from '../../protocol/endpoint';
import type { WrittenPaths } from '../../protocol/messages';
import { revealFile, showChanges, undoWrite } from '../writing/after-writing';
import type { Host } from '../host';
import type { Session } from '../sessions/session';
import type { Command } from './command';

/** Opens the diff of a source and what was written from it. */
export const showWrittenChanges: Command = async (host, given) => {
  const chosen = await chooseWritten(host, given);
  if (chosen) await showChanges(chosen.session, chosen.file ?? chosen.written.path);
};

/** Selects what was written in the explorer. */
export const revealWritten: Command = async (host, given) => {
  const chosen = await chooseWritten(host, given);
  if (chosen) await revealFile(chosen.file ?? chosen.written.path);
};

/** Deletes what was written, once the user agreed. */
export const undoWritten: Command = async (host, given) => {
  const chosen = await chooseWritten(host, given);
  if (chosen) await undoWrite(chosen.session, chosen.written);
};

interface Chosen {
  readonly session: Session;
  readonly written: WrittenPaths;
  /** The file of a line of the tree or of the explorer. */
  readonly file?: string;
}

/** The result that a command is called on: of a line of the tree, of a file, else one that is picked, newest first. */
async function chooseWritten(host: Host, given: unknown): Promise<Chosen | undefined> {
  const file = fileOf(given);
  const known = host.sessions.all.flatMap((session): Chosen[] =>
    session.written.map((written) => ({ session, written })),
  );
  if (file !== undefined) {
    const session = host.sessions.all.find(({ files }) => files.of(file));
    const written = session?.files.of(file);
    if (session && written) return { session, written, file };
  }
  if (known.length === 0)
    throw new RequestFailed({
      code: 'unreadable',
      message: vscode.l10n.t('Nothing was written in this window yet.'),
    });
  if (known.length === 1) return known[0];
  const items = known.toReversed().map((chosen) => ({
    label: path.basename(chosen.written.path),
    description: vscode.l10n.t('from {0}', chosen.session.name),
    chosen,
  }));
  const placeHolder = vscode.l10n.t('Choose a result');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.chosen;
}

function fileOf(given: unknown): string | undefined {
  if (given instanceof vscode.Uri) return given.fsPath;
  if (typeof given !== 'object' || given === null || !('path' in given)) return undefined;
  return typeof given.path === 'string' ? given.path : undefined;
}
