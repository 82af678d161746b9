import type { AuditAlert, AuditReport } from '../src/engine/audit';
import type { Remedy } from '../src/engine/metric';
import { METHODS } from '../src/engine/methods/index';
import type { Step } from '../src/engine/recipe';
import { SEVERITIES, type Severity } from '../src/engine/problems';
import { exhibitTab } from '../src/report/exhibits';
import type { RowSelector } from '../src/protocol/messages';
import type { Tab } from './tabs';

const TAB_OF: Readonly<Record<string, Tab>> = {
  'class-imbalance': 'Classes',
  'group-imbalance': 'Groups',
  'intersection-imbalance': 'Groups',
  'exact-duplicate-rows': 'Duplicates',
  'near-duplicate-text': 'Duplicates',
  'ngram-commonness': 'Duplicates',
  'conflicting-labels': 'Duplicates',
  'column-types': 'Columns',
  'column-summary': 'Columns',
  'missing-profile': 'Columns',
  'role-suggestion': 'Columns',
  'file-open-diagnosis': 'Problems',
};

/** The tab on which a metric's findings are told in full. */
export function tabOf(metric: string): Tab {
  return TAB_OF[metric] ?? exhibitTab(metric) ?? 'Overview';
}

/** Findings worst first; within a severity in the order of the audit. */
export function worstFirst(alerts: readonly AuditAlert[]): AuditAlert[] {
  return [...alerts].sort(
    (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity),
  );
}

/** How many findings of a tab are errors or warnings: the number in its badge. */
export function toLookAt(report: AuditReport, tab: Tab): number {
  const alerts = report.alerts.filter(
    (alert) => alert.severity !== 'info' && tabOf(alert.metric) === tab,
  ).length;
  if (tab !== 'Problems') return alerts;
  return Math.max(alerts, report.problems.filter((p) => p.severity !== 'info').length);
}

/** The worst severity among alerts of a metric, or undefined. */
export function worstOf(report: AuditReport, metric: string): Severity | undefined {
  return worstFirst(report.alerts.filter((alert) => alert.metric === metric))[0]?.severity;
}

/** The remedies that are built, best first. */
export function builtRemedies(alert: AuditAlert): Remedy[] {
  return alert.remedies.filter((remedy) => METHODS.some((m) => m.id === remedy.method));
}

/** The best remedy that is built, as a step of a recipe. */
export function bestStep(alert: AuditAlert): Step | undefined {
  const remedy = builtRemedies(alert)[0];
  return remedy && { method: remedy.method, ...(remedy.values && { values: remedy.values }) };
}

/** The rows that prove a finding, or undefined when it concerns the whole file. */
export function rowsOf(alert: AuditAlert): RowSelector | undefined {
  if (alert.evidence !== undefined)
    return { kind: 'evidence', metric: alert.metric, key: alert.evidence };
  if (alert.rows && alert.rows.length > 0) return { kind: 'rows', rows: alert.rows };
  return undefined;
}

/** The title of a method, or its id when it is not built. */
export function methodTitle(id: string): string {
  return METHODS.find((method) => method.id === id)?.title ?? id;
}
