import * as vscode from 'vscode';
import type { AuditReport } from '../../engine/audit';
import { badgeLine, summaryMarkdown } from '../../report/summary';
import { chooseSource } from '../sources/target';
import type { Command } from './command';

/** Copies the verdict, the main figures and the first findings as Markdown that fits a comment. */
export const copySummary: Command = copying(summaryMarkdown);

/** Copies one line of Markdown that fits a README. */
export const copyBadge: Command = copying(badgeLine);

function copying(textOf: (report: AuditReport) => string): Command {
  return async (host, given) => {
    const uri = await chooseSource(host, given);
    if (!uri) return;
    const session = host.sessions.open(uri);
    await vscode.env.clipboard.writeText(textOf(await session.audited()));
    const told = vscode.l10n.t('Copied, as Markdown, what is to say of {0}.', session.name);
    vscode.window.setStatusBarMessage(told, SHOWN);
  };
}

/** Milliseconds. */
const SHOWN = 5000;
