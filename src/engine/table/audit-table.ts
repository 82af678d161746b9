import { AUDIT_VERSION, type AuditAlert, type AuditReport, type AuditRequest } from '../audit';
import { jsonOf } from '../json';
import { MetricProgress } from '../metric-progress';
import { METRICS } from '../metrics/index';
import type {
  Alert,
  Evidence,
  Json,
  Measured,
  Metric,
  MetricContext,
  SourceFacts,
} from '../metric';
import { beginWith } from './open-columns';
import { EngineError, SEVERITIES } from '../problems';
import type { ColumnProfile } from './profile';
import { profileColumns } from './profile-columns';
import { applyChoice, type RoleChoice, type Roles } from '../roles/roles';
import { suggestRoles } from '../roles/suggest-roles';
import type { Table, TableTick } from './table';
import type { Values } from '../params/params';
import { resolveValues } from '../params/values';
import { listed } from '../words';
import { t } from '../language';

/** What an audit needs from outside. */
export interface AuditShell {
  readonly path: string;
  /** Only the first rows were read: metrics that take their time are left out unless they are asked for. */
  readonly first?: boolean;
  /** Hex. Asked for last: it may be in the making. */
  readonly sha256: string;
  /**
   * Called every few thousand rows; `done` of `total` grows over the whole phase, whatever is measured in it. `what` is
   * in plain words: "Measuring exact copies". @throws Cancelled
   */
  tick(phase: 'profile' | 'audit', what: string, done: number, total: number): void;
}

/** A report with what stays behind for rows, previews and recipes. */
export interface AuditRun {
  readonly report: AuditReport;
  readonly roles: Roles;
  readonly profiles: readonly ColumnProfile[];
  /** By `metric/key`. */
  readonly evidence: ReadonlyMap<string, Evidence>;
}

/** Evidence rows kept inside the report. */
const INLINE_ROWS = 100;

/**
 * Profiles a table, settles the roles and measures every metric that applies. A metric that refuses leaves its reason
 * in its place and the others stand. @throws EngineError unknown-metric, unknown-column, bad-parameter; Cancelled
 */
export function auditTable(
  table: Table,
  facts: SourceFacts,
  request: AuditRequest,
  shell: AuditShell,
): AuditRun {
  const isDue = ({ waits }: Metric) => waits !== true || shell.first !== true;
  const chosen = METRICS.filter((metric) => request.only?.includes(metric.id) ?? isDue(metric));
  refuseUnknown([...(request.only ?? []), ...Object.keys(request.settings ?? {})]);
  const profiles = profileColumns(table, (done, total) =>
    shell.tick('profile', t('Profiling columns'), done, total),
  );
  const guessed = suggestRoles(table, profiles).roles;
  const roles = applyChoice(guessed, request.roles, table.columns);

  const metrics: Record<string, AuditReport['metrics'][string]> = {};
  const alerts: Alert[] = [];
  const evidence = new Map<string, Evidence>();
  const progress = new MetricProgress(chosen);
  const given = givenColumns(request, guessed, roles);
  for (const metric of chosen) {
    // Within a sentence; nouns of other languages keep their letters.
    const title = t(metric.title);
    const what = t`Measuring ${title === metric.title ? title.toLowerCase() : title}`;
    const tick = progress.start(metric.id, (done, total) => shell.tick('audit', what, done, total));
    tick(0, 1);
    const values = resolveValues(metric.params, request.settings?.[metric.id] ?? {});
    const measured = attempt(metric, roles, () => {
      beginWith(table, roles, metric.needs, tick);
      return metric.measure(table, values, {
        roles,
        profiles,
        facts,
        guessedRoles: request.roles.label === undefined,
        chosen: given,
        tick,
      } satisfies MetricContext);
    });
    if (!measured.applicable) {
      metrics[metric.id] = { notApplicable: measured.reason };
      continue;
    }
    metrics[metric.id] = jsonOf(measured.numbers) as AuditReport['metrics'][string];
    alerts.push(...measured.alerts);
    for (const [key, rows] of Object.entries(measured.evidence)) {
      evidence.set(`${metric.id}/${key}`, rows);
    }
  }

  const { problems, ...source } = facts;
  const report: AuditReport = {
    version: AUDIT_VERSION,
    source: { ...source, path: shell.path, rows: table.rowCount, sha256: shell.sha256 },
    columns: table.columns.map((column, index) => {
      const { type, semantic, missing, distinct, distinctEstimated } = profiles[index]!;
      const role = roles[index]!;
      return {
        ...{ name: column.name, type, semantic, role, guessed: !given[index], missing, distinct },
        ...(distinctEstimated && { distinctEstimated }),
      };
    }),
    metrics,
    alerts: worstFirst(alerts).map((alert) => withRows(alert, evidence)),
    problems,
  };
  return { report, roles, profiles, evidence };
}

/** What is known of a table before it is measured. */
export interface Known {
  readonly profiles: readonly ColumnProfile[];
  readonly guessed: Roles;
  readonly facts: SourceFacts;
}

/**
 * One metric alone, with other values than in an audit: its numbers as JSON, or why it has none.
 * @throws EngineError unknown-metric, unknown-column, bad-parameter; Cancelled
 */
export function measureTable(
  table: Table,
  { profiles, guessed, facts }: Known,
  asked: { readonly metric: string; readonly values: Values; readonly roles: RoleChoice },
  tick: TableTick,
): { readonly numbers: Readonly<Record<string, Json>> } | { readonly notApplicable: string } {
  refuseUnknown([asked.metric]);
  const metric = METRICS.find(({ id }) => id === asked.metric)!;
  const roles = applyChoice(guessed, asked.roles, table.columns);
  const values = resolveValues(metric.params, asked.values);
  const measured = attempt(metric, roles, () =>
    metric.measure(table, values, {
      roles,
      profiles,
      facts,
      guessedRoles: asked.roles.label === undefined,
      chosen: givenColumns(asked, guessed, roles),
      tick,
    }),
  );
  return measured.applicable
    ? { numbers: jsonOf(measured.numbers) as Readonly<Record<string, Json>> }
    : { notApplicable: measured.reason };
}

function refuseUnknown(ids: readonly string[]): void {
  const unknown = ids.find((id) => !METRICS.some((metric) => metric.id === id));
  if (unknown === undefined) return;
  const known = METRICS.map((metric) => metric.id).join(', ');
  throw new EngineError(
    'unknown-metric',
    t`There is no metric '${unknown}'. The metrics are ${known}.`,
  );
}

/** Runs one metric when its roles are there; a coded refusal becomes its reason. */
function attempt(
  metric: Metric,
  roles: Roles,
  measure: () => Measured<unknown>,
): Measured<unknown> {
  const lacking = (metric.needs.required ?? []).filter((role) => !roles.includes(role));
  if (lacking.length > 0) {
    const what = listed(lacking.map((role) => t(role)));
    return { applicable: false, reason: t`No column has the role ${what}.` };
  }
  try {
    return measure();
  } catch (error) {
    if (error instanceof EngineError) return { applicable: false, reason: error.message };
    throw error;
  }
}

/** Which columns have their role from the user: named in the request, or changed by it. */
function givenColumns(
  request: Pick<AuditRequest, 'roles'>,
  guessed: Roles,
  roles: Roles,
): boolean[] {
  const { label, text, groups, features, others } = request.roles;
  const kinds = new Set<string>();
  if (label !== undefined) kinds.add('label');
  if (text !== undefined) kinds.add('text');
  if (groups) kinds.add('group');
  if (features) kinds.add('feature').add('ignored');
  for (const role of Object.values(others ?? {})) kinds.add(role);
  return roles.map((role, index) => role !== guessed[index] || kinds.has(role));
}

/** Metrics whose findings come before others of their severity: while such a thing is there, scores say nothing. */
const LEAKS: ReadonlySet<string> = new Set([
  'associations',
  'split-leakage',
  'benchmark-contamination',
]);

/** Errors, then warnings, then notes; of errors and warnings leaks first, then as the metrics came. */
function worstFirst(alerts: readonly Alert[]): Alert[] {
  const rank = ({ severity, metric }: Alert) =>
    2 * SEVERITIES.indexOf(severity) + (severity !== 'info' && LEAKS.has(metric) ? 1 : 0);
  return [...alerts].sort((a, b) => rank(b) - rank(a));
}

function withRows(alert: Alert, evidence: ReadonlyMap<string, Evidence>): AuditAlert {
  const proof = alert.evidence && evidence.get(`${alert.metric}/${alert.evidence}`);
  return proof && !proof.find
    ? { ...alert, rows: [...proof.rows.subarray(0, INLINE_ROWS)] }
    : alert;
}
