import type { AuditReport } from '../engine/audit';
import type { ConflictingLabels } from '../engine/metrics/duplicates/conflicting-labels';
import type { CrossFileContainment } from '../engine/metrics/duplicates/cross-file-containment';
import type { ExactDuplicateRows } from '../engine/metrics/duplicates/exact-duplicate-rows';
import type { KeyDuplicates } from '../engine/metrics/duplicates/key-duplicates';
import type { NearDuplicateText } from '../engine/metrics/duplicates/near-duplicate-text';
import type { NumericNearDuplicates } from '../engine/metrics/duplicates/numeric-near-duplicates';
import type { SimHashNearDuplicates } from '../engine/metrics/duplicates/simhash-near-duplicates';
import type { TemplateDuplicates } from '../engine/metrics/duplicates/template-duplicates';
import type { ClassImbalance } from '../engine/metrics/imbalance/class-imbalance';
import type { GroupImbalance } from '../engine/metrics/imbalance/group-imbalance';
import type { IntersectionImbalance } from '../engine/metrics/imbalance/intersection-imbalance';
import type { ColumnSummary } from '../engine/metrics/profile/column-summary';
import type { ColumnTypes } from '../engine/metrics/profile/column-types';
import type { FileOpenDiagnosis } from '../engine/metrics/profile/file-open-diagnosis';
import type { MissingProfile } from '../engine/metrics/profile/missing-profile';
import type { RoleSuggestion } from '../engine/metrics/profile/role-suggestion';

/** What each metric's numbers look like, by metric id. */
export interface MetricNumbers {
  'file-open-diagnosis': FileOpenDiagnosis;
  'column-types': ColumnTypes;
  'column-summary': ColumnSummary;
  'missing-profile': MissingProfile;
  'role-suggestion': RoleSuggestion;
  'class-imbalance': ClassImbalance;
  'group-imbalance': GroupImbalance;
  'intersection-imbalance': IntersectionImbalance;
  'exact-duplicate-rows': ExactDuplicateRows;
  'near-duplicate-text': NearDuplicateText;
  'conflicting-labels': ConflictingLabels;
  'key-duplicates': KeyDuplicates;
  'template-duplicates': TemplateDuplicates;
  'simhash-near-duplicates': SimHashNearDuplicates;
  'numeric-near-duplicates': NumericNearDuplicates;
  'cross-file-containment': CrossFileContainment;
}

/** A metric's numbers, or undefined when it did not run or does not apply. */
export function numbersOf<K extends keyof MetricNumbers>(
  report: AuditReport,
  metric: K,
): MetricNumbers[K] | undefined {
  const found: unknown = report.metrics[metric];
  if (found === undefined || notApplicable(report, metric) !== undefined) return undefined;
  return found as MetricNumbers[K];
}

/** Why a metric has no figures; undefined when it has, or was not asked for. */
export function notApplicable(report: AuditReport, metric: string): string | undefined {
  const found = report.metrics[metric];
  if (!found || !('notApplicable' in found)) return undefined;
  return String(found['notApplicable']);
}
