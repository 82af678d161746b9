import * as vscode from 'vscode';
import type { ReportExtension } from '../../protocol/messages';
import { openFile } from '../asking/notify';
import { saveBeforeApply } from '../sources/save-first';
import { baseName } from '../sources/source';
import { chooseSource } from '../sources/target';
import { revealFile } from '../writing/after-writing';
import type { Command } from './command';

/** Writes the report of a dataset beside it, for colleagues and programs, in a format that is asked for. */
export const saveReport: Command = async (host, given) => {
  const uri = await chooseSource(host, given);
  if (!uri) return;
  const session = host.sessions.open(uri);
  const report = await session.audited();
  const extension = await askFormat();
  if (!extension) return;
  await saveBeforeApply(session);
  void tellSaved(await session.saveReport(report, extension), extension);
};

async function askFormat(): Promise<ReportExtension | undefined> {
  const items: (vscode.QuickPickItem & { readonly extension: ReportExtension })[] = [
    {
      label: vscode.l10n.t('Page'),
      description: '.html',
      detail: vscode.l10n.t('One file for any browser, with charts; it asks for nothing.'),
      extension: 'html',
    },
    {
      label: vscode.l10n.t('Markdown'),
      description: '.md',
      detail: vscode.l10n.t('For a pull request or a wiki.'),
      extension: 'md',
    },
    {
      label: vscode.l10n.t('JSON'),
      description: '.json',
      detail: vscode.l10n.t('Every figure, for programs.'),
      extension: 'json',
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Choose what to save the report as'),
  });
  return chosen?.extension;
}

async function tellSaved(path: string, extension: ReportExtension): Promise<void> {
  const open = vscode.l10n.t('Open');
  const reveal = vscode.l10n.t('Reveal');
  const told = vscode.l10n.t('Saved {0}.', baseName(vscode.Uri.file(path)));
  const chosen = await vscode.window.showInformationMessage(told, open, reveal);
  if (chosen === reveal) await revealFile(path);
  if (chosen === open) await openReport(path, extension);
}

/** A page in the browser where there is one, Markdown as it reads, JSON as text. */
async function openReport(path: string, extension: ReportExtension): Promise<void> {
  const uri = vscode.Uri.file(path);
  if (extension === 'md') await vscode.commands.executeCommand('markdown.showPreview', uri);
  else if (extension !== 'html' || !(await vscode.env.openExternal(uri))) await openFile(path);
}
