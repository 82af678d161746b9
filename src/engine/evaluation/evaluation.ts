import type { Param } from '../params/params';
import type { Recipe, Step } from '../recipe/recipe';
import type { Difference } from './compare';
import type { ScoreId } from './scores';

/** A remedy to try: the steps of a recipe under a name. */
export interface Candidate {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** What is asked: which remedies, on which columns, with which seed and settings (`EVALUATION_PARAMS`). */
export interface EvaluationRequest extends Pick<Recipe, 'seed' | 'roles'> {
  readonly candidates: readonly Candidate[];
  readonly values?: Recipe['steps'][number]['values'];
}

/** How sure a difference from doing nothing is. */
export type Verdict = 'better' | 'worse' | 'no-difference';

/** One score of one model with one remedy. */
export interface ScoreResult {
  readonly model: string;
  readonly score: ScoreId;
  /** Mean and standard deviation (n - 1) over the folds in which it is defined; null where it is in none. */
  readonly mean: number | null;
  readonly sd: number | null;
  /** Fold after fold; null where it is not defined. */
  readonly folds: readonly (number | null)[];
  /** From doing nothing; absent for doing nothing itself and where there are too few folds. */
  readonly difference?: Difference;
  readonly verdict?: Verdict;
}

/** What a remedy comes to: `base` is doing nothing, `threshold` moves the decision and changes no row. */
export interface CandidateResult {
  readonly name: string;
  readonly kind: 'base' | 'threshold' | 'recipe';
  readonly steps: readonly Step[];
  /** Why it could not be tried, in the engine's words; then there are no results. */
  readonly failed?: string;
  readonly results: readonly ScoreResult[];
}

/** What cross-validation says of remedies. JSON. */
export interface Evaluation {
  /** Rows that were used, and labelled rows that there are to use. */
  readonly rows: number;
  readonly ofRows: number;
  readonly folds: number;
  readonly repeats: number;
  readonly seed: number;
  readonly label: string;
  readonly classes: readonly { readonly value: string; readonly count: number }[];
  /** Of two classes the one that AUROC, AUPRC and Brier score are about. */
  readonly positive: string | null;
  readonly features: {
    readonly numbers: number;
    readonly categories: number;
    /** Names of feature columns that no model uses. */
    readonly skipped: readonly string[];
  };
  readonly models: readonly string[];
  /** The score that `summary` speaks of. */
  readonly score: ScoreId;
  readonly candidates: readonly CandidateResult[];
  readonly notices: readonly string[];
  /** Whether it helps, in one or two sentences. */
  readonly summary: string;
}

/** Settings of an evaluation: forms, flags and checks derive from them. */
export const EVALUATION_PARAMS: readonly Param[] = [
  {
    kind: 'number',
    id: 'folds',
    title: 'Folds',
    summary: 'Parts of the rows; each is predicted by models fitted on the others.',
    default: 5,
    min: 2,
    max: 20,
    integer: true,
  },
  {
    kind: 'number',
    id: 'repeats',
    title: 'Repeats',
    summary: 'Times the rows are dealt into folds anew; more narrow the intervals.',
    default: 1,
    min: 1,
    max: 20,
    integer: true,
  },
  {
    kind: 'number',
    id: 'rows',
    title: 'Most rows',
    summary: 'A sample of this size, by class, is used of larger files.',
    default: 20_000,
    min: 100,
    max: 1_000_000,
    integer: true,
    advanced: true,
  },
  {
    kind: 'choice',
    id: 'score',
    title: 'Score to judge by',
    summary: 'The score that the summary speaks of.',
    default: 'macro-f1',
    options: [
      { value: 'macro-f1', title: 'Macro F1' },
      { value: 'balanced-accuracy', title: 'Balanced accuracy' },
      { value: 'geometric-mean', title: 'Geometric mean' },
      { value: 'matthews', title: 'Matthews correlation' },
      { value: 'auroc', title: 'AUROC' },
      { value: 'auprc', title: 'AUPRC' },
      { value: 'brier', title: 'Brier score' },
    ],
  },
];
