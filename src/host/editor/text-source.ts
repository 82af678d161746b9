import * as vscode from 'vscode';
import type { Session } from '../sessions/session';

/** Formats whose rows are lines of text. */
const TEXT_FORMATS: readonly string[] = ['csv', 'tsv', 'jsonl', 'json'];

/** Why a source has no lines that an editor could show, one sentence; undefined when it has. */
export function notText({ report }: Session): string | undefined {
  if (report?.source.files) return vscode.l10n.t('These are several files.');
  if (report?.source.compression) return vscode.l10n.t('The file is compressed.');
  return !report || TEXT_FORMATS.includes(report.source.format)
    ? undefined
    : vscode.l10n.t('The file is no text.');
}
