import type { Metric } from '../metric';
import { benchmarkContamination } from './duplicates/benchmark-contamination';
import { conflictingLabels } from './duplicates/conflicting-labels';
import { crossFileContainment } from './duplicates/cross-file-containment';
import { duplicateClusterStatistics } from './duplicates/duplicate-cluster-statistics';
import { duplicateExplanation } from './duplicates/duplicate-explanation';
import { duplicatePrecisionRecall } from './duplicates/duplicate-precision-recall';
import { exactDuplicateRows } from './duplicates/exact-duplicate-rows';
import { keyDuplicates } from './duplicates/key-duplicates';
import { lineAndBoilerplate } from './duplicates/line-and-boilerplate';
import { nearDuplicateText } from './duplicates/near-duplicate-text';
import { ngramCommonness } from './duplicates/ngram-commonness';
import { numericNearDuplicates } from './duplicates/numeric-near-duplicates';
import { repetitionSpectrum } from './duplicates/repetition-spectrum';
import { simhashNearDuplicates } from './duplicates/simhash-near-duplicates';
import { splitLeakage } from './duplicates/split-leakage';
import { substringDuplicates } from './duplicates/substring-duplicates';
import { templateDuplicates } from './duplicates/template-duplicates';
import { groupOutcomes } from './fairness/group-outcomes';
import { labelAttributeCorrelation } from './fairness/label-attribute-correlation';
import { sensitiveAttributeStatus } from './fairness/sensitive-attribute-status';
import { annotationDensity } from './imbalance/annotation-density';
import { annotationGeometry } from './imbalance/annotation-geometry';
import { annotationImbalance } from './imbalance/annotation-imbalance';
import { annotationIntegrity } from './imbalance/annotation-integrity';
import { answerPriors } from './imbalance/answer-priors';
import { batchExposure } from './imbalance/batch-exposure';
import { classImbalance } from './imbalance/class-imbalance';
import { coOccurrenceContext } from './imbalance/co-occurrence-context';
import { conceptLongTail } from './imbalance/concept-long-tail';
import { groupImbalance } from './imbalance/group-imbalance';
import { intersectionImbalance } from './imbalance/intersection-imbalance';
import { lengthImbalance } from './imbalance/length-imbalance';
import { longTailProfile } from './imbalance/long-tail-profile';
import { multilabelImbalance } from './imbalance/multilabel-imbalance';
import { ordinalAndFunnel } from './imbalance/ordinal-and-funnel';
import { referenceShares } from './imbalance/reference-shares';
import { regressionTargetImbalance } from './imbalance/regression-target-imbalance';
import { separability } from './imbalance/separability';
import { sourceLabelDiscrepancy } from './imbalance/source-label-discrepancy';
import { subclassStructure } from './imbalance/subclass-structure';
import { associations } from './profile/associations';
import { columnAlerts } from './profile/column-alerts';
import { columnSummary } from './profile/column-summary';
import { columnTypes } from './profile/column-types';
import { fileOpenDiagnosis } from './profile/file-open-diagnosis';
import { identifierColumns } from './profile/identifier-columns';
import { missingProfile } from './profile/missing-profile';
import { roleSuggestion } from './profile/role-suggestion';
import { rowOrder } from './profile/row-order';
import { contradictoryLabels } from './quality/contradictory-labels';
import { labelIssues } from './quality/label-issues';
import { dirtyCategories } from './quality/dirty-categories';
import { shapeAndCardinality } from './profile/shape-and-cardinality';
import { numericOutliers } from './quality/numeric-outliers';
import { columnDrift } from './shift/column-drift';
import { splitAudit } from './shift/split-audit';
import { simpsonReversal } from './shift/simpson-reversal';
import { scoreColumns } from './quality/score-columns';

/** Every metric, in the order in which an audit runs and shows them. */
export const METRICS: readonly Metric[] = [
  fileOpenDiagnosis,
  columnTypes,
  roleSuggestion,
  columnSummary,
  missingProfile,
  shapeAndCardinality,
  columnAlerts,
  associations,
  identifierColumns,
  rowOrder,
  numericOutliers,
  dirtyCategories,
  classImbalance,
  batchExposure,
  longTailProfile,
  separability,
  subclassStructure,
  multilabelImbalance,
  regressionTargetImbalance,
  ordinalAndFunnel,
  lengthImbalance,
  annotationImbalance,
  annotationIntegrity,
  annotationGeometry,
  annotationDensity,
  coOccurrenceContext,
  conceptLongTail,
  groupImbalance,
  intersectionImbalance,
  sensitiveAttributeStatus,
  groupOutcomes,
  labelAttributeCorrelation,
  simpsonReversal,
  sourceLabelDiscrepancy,
  referenceShares,
  answerPriors,
  exactDuplicateRows,
  crossFileContainment,
  nearDuplicateText,
  simhashNearDuplicates,
  numericNearDuplicates,
  duplicatePrecisionRecall,
  duplicateExplanation,
  templateDuplicates,
  lineAndBoilerplate,
  substringDuplicates,
  splitAudit,
  columnDrift,
  splitLeakage,
  benchmarkContamination,
  ngramCommonness,
  repetitionSpectrum,
  duplicateClusterStatistics,
  keyDuplicates,
  conflictingLabels,
  contradictoryLabels,
  labelIssues,
  scoreColumns,
];
