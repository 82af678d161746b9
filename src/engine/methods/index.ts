import type { Method } from '../method';
import { EngineError } from '../problems';
import { capPerCluster } from './deduplicate/cap-per-cluster';
import { crossFileDedup } from './deduplicate/cross-file-dedup';
import { decontaminate } from './deduplicate/decontaminate';
import { cutSubstrings } from './deduplicate/cut-substrings';
import { dropAll } from './deduplicate/drop-all';
import { exactDedup } from './deduplicate/exact-dedup';
import { keyDedup } from './deduplicate/key-dedup';
import { markDuplicates } from './deduplicate/mark-duplicates';
import { mergeDuplicates } from './deduplicate/merge-duplicates';
import { nearDedup } from './deduplicate/near-dedup';
import { rehydrate } from './deduplicate/rehydrate';
import { removeLeaks } from './deduplicate/remove-leaks';
import { stripBoilerplate } from './deduplicate/strip-boilerplate';
import { templateDedup } from './deduplicate/template-dedup';
import { capMixture } from './mixture/cap-mixture';
import { manualMixture } from './mixture/manual-mixture';
import { temperatureMixture } from './mixture/temperature-mixture';
import { unimaxMixture } from './mixture/unimax-mixture';
import { adasyn } from './resample/adasyn';
import { allKnn } from './resample/all-knn';
import { augmentationPlan } from './resample/augmentation-plan';
import { balanceWithin } from './resample/balance-within';
import { borderlineSmote } from './resample/borderline-smote';
import { capPerGroup } from './resample/cap-per-group';
import { clusterCentroids } from './resample/cluster-centroids';
import { conceptBalance } from './resample/concept-balance';
import { condensedNearestNeighbour } from './resample/condensed-nearest-neighbour';
import { editedNearestNeighbours } from './resample/edited-nearest-neighbours';
import { groupSubsample } from './resample/group-subsample';
import { imbalancedCopy } from './resample/imbalanced-copy';
import { instanceHardnessThreshold } from './resample/instance-hardness-threshold';
import { kmeansSmote } from './resample/kmeans-smote';
import { labelQuotaSubset } from './resample/label-quota-subset';
import { matchUndersample } from './resample/match-undersample';
import { mlRos } from './resample/ml-ros';
import { mlRus } from './resample/ml-rus';
import { mlsmote } from './resample/mlsmote';
import { nearMiss } from './resample/near-miss';
import { negativeDownsample } from './resample/negative-downsample';
import { neighbourhoodCleaningRule } from './resample/neighbourhood-cleaning-rule';
import { oneSidedSelection } from './resample/one-sided-selection';
import { polynomFitSmote } from './resample/polynom-fit-smote';
import { prowsyn } from './resample/prowsyn';
import { randomOversample } from './resample/random-oversample';
import { randomUndersample } from './resample/random-undersample';
import { regressionResample } from './resample/regression-resample';
import { repeatFactors } from './resample/repeat-factors';
import { repeatedEnn } from './resample/repeated-enn';
import { smote } from './resample/smote';
import { smoteEnn } from './resample/smote-enn';
import { smoteIpf } from './resample/smote-ipf';
import { smoteTomek } from './resample/smote-tomek';
import { smoten } from './resample/smoten';
import { smotenc } from './resample/smotenc';
import { subclassUndersample } from './resample/subclass-undersample';
import { svmSmote } from './resample/svm-smote';
import { tomekLinks } from './resample/tomek-links';
import { vqUndersample } from './resample/vq-undersample';
import { vectorDedup } from './deduplicate/vector-dedup';
import { mergeLabelVariants } from './repair/merge-label-variants';
import { weightsToRows } from './resample/weights-to-rows';
import { duplicateAwareSplit } from './split/duplicate-aware-split';
import { groupSplit } from './split/group-split';
import { kfoldSplit } from './split/kfold-split';
import { randomSplit } from './split/random-split';
import { stratifiedSplit } from './split/stratified-split';
import { timeSplit } from './split/time-split';
import { classWeights } from './weights/class-weights';
import { clusterSizeWeights } from './weights/cluster-size-weights';
import { compensateGroups } from './weights/compensate-groups';
import { entropyBalancing } from './weights/entropy-balancing';
import { groupWeights } from './weights/group-weights';
import { lossWeights } from './weights/loss-weights';
import { multilabelWeights } from './weights/multilabel-weights';
import { priorTargetWeights } from './weights/prior-target-weights';
import { raking } from './weights/raking';
import { reweighing } from './weights/reweighing';
import { softDedupWeights } from './weights/soft-dedup-weights';
import { targetCorrelationWeights } from './weights/target-correlation-weights';
import { t } from '../language';

/** Every method, in the order in which forms and documents list them. */
export const METHODS: readonly Method[] = [
  classWeights,
  priorTargetWeights,
  multilabelWeights,
  groupWeights,
  reweighing,
  targetCorrelationWeights,
  raking,
  entropyBalancing,
  lossWeights,
  clusterSizeWeights,
  softDedupWeights,
  compensateGroups,
  randomOversample,
  randomUndersample,
  groupSubsample,
  smote,
  smotenc,
  smoten,
  borderlineSmote,
  adasyn,
  svmSmote,
  kmeansSmote,
  prowsyn,
  polynomFitSmote,
  smoteEnn,
  smoteTomek,
  smoteIpf,
  augmentationPlan,
  repeatFactors,
  mlRos,
  mlsmote,
  mlRus,
  labelQuotaSubset,
  tomekLinks,
  editedNearestNeighbours,
  repeatedEnn,
  allKnn,
  condensedNearestNeighbour,
  oneSidedSelection,
  neighbourhoodCleaningRule,
  nearMiss,
  instanceHardnessThreshold,
  clusterCentroids,
  vqUndersample,
  subclassUndersample,
  matchUndersample,
  capPerGroup,
  balanceWithin,
  conceptBalance,
  negativeDownsample,
  weightsToRows,
  regressionResample,
  imbalancedCopy,
  exactDedup,
  keyDedup,
  nearDedup,
  vectorDedup,
  templateDedup,
  stripBoilerplate,
  cutSubstrings,
  capPerCluster,
  dropAll,
  removeLeaks,
  crossFileDedup,
  decontaminate,
  mergeDuplicates,
  markDuplicates,
  rehydrate,
  temperatureMixture,
  unimaxMixture,
  capMixture,
  manualMixture,
  randomSplit,
  stratifiedSplit,
  groupSplit,
  duplicateAwareSplit,
  kfoldSplit,
  timeSplit,
  mergeLabelVariants,
];

/** The method of an id. @throws EngineError unknown-method */
export function methodOf(id: string): Method {
  const method = METHODS.find((known) => known.id === id);
  if (method) return method;
  const known = METHODS.map((each) => `\`${each.id}\``).join(', ');
  throw new EngineError(
    'unknown-method',
    t`There is no method \`${id}\`. The methods are ${known}.`,
  );
}
