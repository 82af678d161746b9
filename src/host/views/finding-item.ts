import * as vscode from 'vscode';
import type { AuditAlert } from '../../engine/audit';
import { SEVERITIES, type Severity } from '../../engine/problems';
import { many } from '../../engine/words';
import { ITEM } from '../../manifest/commands';
import { marked } from '../asking/marked';
import { plain } from '../asking/notify';
import type { Session } from '../sessions/session';

const ICONS: Readonly<Record<Severity, vscode.ThemeIcon>> = {
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('editorError.foreground')),
  warning: new vscode.ThemeIcon('warning', new vscode.ThemeColor('editorWarning.foreground')),
  info: new vscode.ThemeIcon('info', new vscode.ThemeColor('editorInfo.foreground')),
};

/** A finding as a line of a tree; a click opens the report at it. */
export function findingItem(session: Session, alert: AuditAlert): vscode.TreeItem {
  const item = new vscode.TreeItem(plain(alert.title));
  item.iconPath = ICONS[alert.severity];
  item.contextValue = alert.remedies.length > 0 ? ITEM.fixable : ITEM.finding;
  if (alert.rowCount !== undefined) item.description = many(alert.rowCount, 'row');
  item.tooltip = marked([alert.title, alert.message]);
  item.accessibilityInformation = { label: `${alert.severity}: ${plain(alert.title)}` };
  item.command = {
    command: 'ballast.showPanel',
    title: vscode.l10n.t('Show Report'),
    arguments: [session.uri, { tab: 'Overview', finding: findingKey(alert) }],
  };
  return item;
}

/** How the panel knows a finding. */
export function findingKey(alert: AuditAlert): string {
  return `${alert.metric}/${alert.code}`;
}

/** Findings by severity, and as the report has them within one. */
export function worstFirst(alerts: readonly AuditAlert[]): AuditAlert[] {
  const rank = (alert: AuditAlert) => SEVERITIES.indexOf(alert.severity);
  return [...alerts].sort((a, b) => rank(b) - rank(a));
}
