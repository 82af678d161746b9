import * as vscode from 'vscode';

/** The extension's log, shown by "Ballast: Show Log". Nothing leaves the machine. */
export type Log = vscode.LogOutputChannel;

/** Opens the log channel. */
export function createLog(): Log {
  return vscode.window.createOutputChannel('Ballast', { log: true });
}
