import * as vscode from 'vscode';
import { WALKTHROUGH } from '../../manifest/commands';
import type { Command } from './command';

/** Opens the walkthrough. */
export const openWalkthrough: Command = async (host) => {
  const id = `${host.extensionId}#${WALKTHROUGH}`;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', id, false);
};
