import type { EvaluationRequest } from '../../src/engine/evaluation/evaluation';

/** Evaluations that scikit-learn repeats: the folds and the rows kept are Ballast's, the figures its own. */
export const EVALUATION_CASES = [
  { file: 'mammography.csv', label: 'column_7' },
  { file: 'german.csv', label: 'column_21' },
] as const;

const STEPS = {
  weights: [{ method: 'class-weights', values: { cap: 1_000_000 } }],
  dropped: [{ method: 'random-undersample' }],
} as const;

/** What is asked of a case. */
export function requestOf({ label }: (typeof EVALUATION_CASES)[number]): EvaluationRequest {
  return {
    seed: 0,
    roles: { label },
    candidates: Object.entries(STEPS).map(([name, steps]) => ({ name, steps })),
  };
}
