import type { AuditAlert, AuditReport } from '../src/engine/audit';
import type { Remedy } from '../src/engine/metric';
import { METHOD_CARDS } from '../src/engine/methods/cards';
import type { Step } from '../src/engine/recipe/recipe';
import { SEVERITIES, type Severity } from '../src/engine/problems';
import { exhibitTab } from '../src/report/exhibits';
import type { RowSelector } from '../src/protocol/messages';
import type { Panel } from './panel';
import type { Tab } from './tabs';
import { cut } from './text/numbers';
import { plain } from './text/spans';
import { t } from '../src/engine/language';

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
  return alert.remedies.filter((remedy) => METHOD_CARDS.some((m) => m.id === remedy.method));
}

/** The best remedy that is built, as a step of a recipe. */
export function bestStep(alert: AuditAlert): Step | undefined {
  const remedy = builtRemedies(alert)[0];
  return remedy && { method: remedy.method, ...(remedy.values && { values: remedy.values }) };
}

/** What answers a finding at one press: its words, a tooltip, and what happens; undefined when nothing is built. */
export function answerOf(panel: Panel, alert: AuditAlert): Answer | undefined {
  const { columns } = panel.report;
  const ignored = (alert.ignore ?? []).filter((index) => columns[index]?.role !== 'ignored');
  if (ignored.length > 0) {
    const names = ignored.map((index) => columns[index]!.name);
    const [first] = names;
    const many = t`Ignore ${String(names.length)} columns`;
    return {
      words: names.length === 1 ? t`Ignore ${cut(first!, 20)}` : many,
      short: names.length === 1 ? t('Ignore column') : many,
      title: t`Sets the role of ${names.join(', ')} to ignored and audits again. The file stays as it is.`,
      press: () => {
        panel.ignore(alert);
      },
    };
  }
  const best = builtRemedies(alert)[0];
  if (!best) return undefined;
  const title = methodTitle(best.method);
  return {
    words: `${cut(title, 34)}…`,
    short: t('Fix…'),
    title: best.why ? `${title}: ${plain(best.why)}` : title,
    press: () => {
      panel.fix(alert);
    },
  };
}

/** A button that answers a finding. */
export interface Answer {
  /** Named by its effect. */
  readonly words: string;
  /** For a place beside the finding itself. */
  readonly short: string;
  readonly title: string;
  press(): void;
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
  return t(METHOD_CARDS.find((method) => method.id === id)?.title ?? id);
}
