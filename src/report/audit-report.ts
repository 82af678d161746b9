import type { AuditReport } from '../engine/audit';
import { auditDocument, nameOf } from './audit-document';
import { builtRemedies } from './built';
import { toHtml } from './html';
import { jsonText } from './json-text';
import { toMarkdown } from './markdown';
import { toText } from './text';
import { t } from '../engine/language';

/** What an audit can be written as. */
export type AuditFormat = 'text' | 'json' | 'md' | 'html';

/** An audit as a text of the given format, ending in a newline. */
export function formatAudit(report: AuditReport, format: AuditFormat): string {
  switch (format) {
    case 'text':
      return toText(auditDocument(report));
    case 'md':
      return toMarkdown(auditDocument(report));
    case 'html':
      return toHtml(auditDocument(report), t`${nameOf(report)}: audit`);
    case 'json':
      return jsonText(auditJson(report));
  }
}

/** The report as programs read it: each alert also names its first remedy that is built. */
function auditJson(report: AuditReport): object {
  const alerts = report.alerts.map((alert) => {
    const [first] = builtRemedies(alert.remedies);
    return first ? { ...alert, remedy: first.method } : alert;
  });
  return { ...report, alerts };
}
