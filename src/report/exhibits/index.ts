import type { AuditReport } from '../../engine/audit';
import type { Block } from '../document';
import { notApplicable } from '../figures';
import { annotationGeometryExhibit } from './annotation-geometry';
import { annotationImbalanceExhibit } from './annotation-imbalance';
import { annotationIntegrityExhibit } from './annotation-integrity';
import { answersExhibit } from './answer-priors';
import { associationsExhibit } from './associations';
import { columnDriftExhibit } from './column-drift';
import { batchExposureExhibit } from './batch-exposure';
import { benchmarkContaminationExhibit } from './benchmark-contamination';
import { columnAlertsExhibit } from './column-alerts';
import { contextExhibit } from './co-occurrence-context';
import { conceptExhibit } from './concept-long-tail';
import { conflictingLabelsExhibit } from './conflicting-labels';
import { contradictoryLabelsExhibit } from './contradictory-labels';
import { crossFileExhibit } from './cross-file-containment';
import { dirtyCategoriesExhibit } from './dirty-categories';
import { duplicateClusterExhibit } from './duplicate-cluster-statistics';
import type { Exhibit, ExhibitTab } from './exhibit';
import { groupOutcomesExhibit } from './group-outcomes';
import { identifierExhibit } from './identifier-columns';
import { keyDuplicatesExhibit } from './key-duplicates';
import { labelIssuesExhibit } from './label-issues';
import { labelAttributeExhibit } from './label-attribute-correlation';
import { lengthExhibit } from './length-imbalance';
import { boilerplateExhibit } from './line-and-boilerplate';
import { longTailExhibit } from './long-tail-profile';
import { multilabelExhibit } from './multilabel-imbalance';
import { nearDuplicateExhibit } from './near-duplicate-text';
import { numericNearExhibit } from './numeric-near-duplicates';
import { numericOutliersExhibit } from './numeric-outliers';
import { ordinalExhibit } from './ordinal-and-funnel';
import { referenceExhibit } from './reference-shares';
import { regressionTargetExhibit } from './regression-target-imbalance';
import { repetitionExhibit } from './repetition-spectrum';
import { rowOrderExhibit } from './row-order';
import { scoreColumnsExhibit } from './score-columns';
import { separabilityExhibit } from './separability';
import { sourceLabelExhibit } from './source-label-discrepancy';
import { sensitiveExhibit } from './sensitive-attribute-status';
import { simpsonExhibit } from './simpson-reversal';
import { subclassExhibit } from './subclass-structure';
import { shapeExhibit } from './shape-and-cardinality';
import { simHashExhibit } from './simhash-near-duplicates';
import { passagesExhibit } from './substring-duplicates';
import { splitAuditExhibit } from './split-audit';
import { splitLeakageExhibit } from './split-leakage';
import { templateExhibit } from './template-duplicates';

/** Every exhibit, in the order in which reports show them. */
const EXHIBITS: readonly Exhibit<never>[] = [
  batchExposureExhibit,
  rowOrderExhibit,
  longTailExhibit,
  separabilityExhibit,
  subclassExhibit,
  labelIssuesExhibit,
  multilabelExhibit,
  annotationImbalanceExhibit,
  annotationIntegrityExhibit,
  annotationGeometryExhibit,
  contextExhibit,
  regressionTargetExhibit,
  ordinalExhibit,
  sensitiveExhibit,
  groupOutcomesExhibit,
  labelAttributeExhibit,
  simpsonExhibit,
  sourceLabelExhibit,
  referenceExhibit,
  lengthExhibit,
  splitAuditExhibit,
  columnDriftExhibit,
  identifierExhibit,
  splitLeakageExhibit,
  benchmarkContaminationExhibit,
  crossFileExhibit,
  nearDuplicateExhibit,
  simHashExhibit,
  numericNearExhibit,
  templateExhibit,
  boilerplateExhibit,
  passagesExhibit,
  keyDuplicatesExhibit,
  conflictingLabelsExhibit,
  contradictoryLabelsExhibit,
  repetitionExhibit,
  duplicateClusterExhibit,
  conceptExhibit,
  answersExhibit,
  columnAlertsExhibit,
  numericOutliersExhibit,
  dirtyCategoriesExhibit,
  shapeExhibit,
  scoreColumnsExhibit,
  associationsExhibit,
];

/** What there is to show of a report's metrics, for one tab or all. */
export function exhibitsOf(
  report: AuditReport,
  tab?: ExhibitTab,
): { readonly metric: string; readonly blocks: readonly Block[] }[] {
  return EXHIBITS.filter((exhibit) => tab === undefined || exhibit.tab === tab)
    .map(({ metric, show }) => {
      const numbers: unknown = report.metrics[metric];
      const there = numbers !== undefined && notApplicable(report, metric) === undefined;
      return { metric, blocks: there ? show(numbers as never) : [] };
    })
    .filter(({ blocks }) => blocks.length > 0);
}

/** What there is to show of one metric's numbers, wherever they come from. */
export function exhibitOf(metric: string, numbers: unknown): readonly Block[] {
  const exhibit = EXHIBITS.find((one) => one.metric === metric);
  return exhibit ? exhibit.show(numbers as never) : [];
}

/** The tab on which a metric is shown, if it has an exhibit. */
export function exhibitTab(metric: string): ExhibitTab | undefined {
  return EXHIBITS.find((exhibit) => exhibit.metric === metric)?.tab;
}
