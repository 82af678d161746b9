import { MODELS } from '../models';
import { Cancelled, EngineError } from '../problems';
import { createRandom } from '../random';
import { applyChoice } from '../roles/roles';
import type { RecipeBase, RecipeShell } from '../recipe/run-recipe';
import { extremes } from '../statistics/extremes';
import type { Table } from '../table/table';
import { read, resolveValues } from '../params/values';
import {
  EVALUATION_PARAMS,
  type CandidateResult,
  type Evaluation,
  type EvaluationRequest,
} from './evaluation';
import { FoldRun } from './fold-run';
import { SCORES, type ScoreId } from './scores';
import { foldsOf, subjectOf, type Subject } from './subject';
import { judged, type Measured } from './judge';
import { summaryOf } from './summary';
import { t } from '../language';

/**
 * Whether remedies help: stratified cross-validation with small models. Every fold is predicted by models fitted on the
 * others; a remedy changes the training rows alone. Two things are always tried beside the remedies: doing nothing, and
 * moving the decision threshold to the class shares, which changes no row. Same file, same request: same figures.
 * @throws EngineError missing-role, one-class, too-few-rows, bad-parameter; Cancelled
 */
export function evaluate(
  table: Table,
  base: RecipeBase,
  request: EvaluationRequest,
  shell: RecipeShell,
): Evaluation {
  const values = resolveValues(EVALUATION_PARAMS, request.values);
  const folds = read.number(values, 'folds')!;
  const repeats = read.number(values, 'repeats')!;
  const score = read.text(values, 'score') as ScoreId;
  const random = createRandom(request.seed, shell.sha256);
  const roles = applyChoice(base.roles, request.roles, table.columns);
  const limits = { most: read.number(values, 'rows')!, folds };
  const subject = subjectOf(table, { ...base, roles }, random, limits, (done, total) =>
    shell.tick(done / total, 1 + folds * repeats),
  );
  const trials: Trial[] = [
    { name: t('Doing nothing'), kind: 'base', steps: [], measured: [] },
    { name: t('Moving the threshold'), kind: 'threshold', steps: [], measured: [] },
    ...request.candidates.map(({ name, steps }): Trial => ({
      name,
      kind: 'recipe',
      steps,
      measured: [],
    })),
  ];
  let features: Evaluation['features'] | undefined;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const dealt = foldsOf(subject, folds, repeat, random);
    for (let fold = 0; fold < folds; fold++) {
      const course = new Course(
        shell,
        1 + repeat * folds + fold,
        1 + folds * repeats,
        trials.length,
      );
      const run = new FoldRun(subject, dealt, fold, course);
      features ??= featuresOf(run, table);
      tryAll(run, trials, request, subject, course);
    }
  }
  const testShare = 1 / (folds - 1);
  const candidates = judged(trials, testShare);
  return {
    rows: subject.rows.length,
    ofRows: subject.ofRows,
    folds,
    repeats,
    seed: request.seed,
    label: table.columns[subject.label]!.name,
    classes: subject.classes.values.map((value, k) => ({ value, count: subject.counts[k]! })),
    positive: subject.counts.length === 2 ? subject.classes.values[rarest(subject)]! : null,
    features: features!,
    models: MODELS.map(({ id }) => id),
    score,
    candidates,
    notices: subject.notices,
    summary: summaryOf(candidates, score, testShare),
  };
}

/** A candidate with what its folds gave so far. */
export interface Trial extends Pick<CandidateResult, 'name' | 'kind' | 'steps'> {
  measured: Measured[];
  failed?: string;
}

/** Progress of one fold among all. */
class Course implements RecipeShell {
  readonly sha256: RecipeShell['sha256'];
  readonly #shell: RecipeShell;
  readonly #fold: number;
  readonly #folds: number;
  readonly #trials: number;
  trial = 0;

  constructor(shell: RecipeShell, fold: number, folds: number, trials: number) {
    this.#shell = shell;
    this.#fold = fold;
    this.#folds = folds;
    this.#trials = trials;
    this.sha256 = shell.sha256;
  }

  tick(): void {
    this.#shell.tick(this.#fold + this.trial / this.#trials, this.#folds);
  }
}

/** All candidates on one fold. A candidate that is refused once is left out from then on, with the reason. */
function tryAll(
  run: FoldRun,
  trials: Trial[],
  request: EvaluationRequest,
  subject: Subject,
  course: Course,
): void {
  const { truth } = run;
  const classCount = subject.counts.length;
  const positive = rarest(subject);
  const shares = subject.counts.map((count) => count / subject.rows.length);
  const record = (trial: Trial, model: string, probabilities: Float64Array) => {
    const predictions = { truth, probabilities, classCount, positive };
    for (const score of SCORES) {
      trial.measured.push({ model, score: score.id, value: score.measure(predictions) });
    }
  };
  for (const [at, trial] of trials.entries()) {
    course.trial = at;
    if (trial.failed !== undefined || trial.kind === 'threshold') continue;
    try {
      const examples = trial.kind === 'base' ? run.untouched() : run.remedied(trial.steps, request);
      let model = 0;
      for (const probabilities of run.predict(examples)) {
        const { id } = MODELS[model++]!;
        record(trial, id, probabilities);
        if (trial.kind === 'base') record(trials[1]!, id, moved(probabilities, shares));
      }
    } catch (error) {
      if (error instanceof Cancelled || !(error instanceof EngineError)) throw error;
      trial.failed = error.message;
      trial.measured = [];
    }
  }
}

/** Probabilities as they would be if all classes were equally frequent: what deciding by class shares comes to. */
function moved(probabilities: Float64Array, shares: readonly number[]): Float64Array {
  const count = shares.length;
  const found = new Float64Array(probabilities.length);
  for (let from = 0; from < found.length; from += count) {
    let sum = 0;
    for (let k = 0; k < count; k++) {
      sum += found[from + k] = probabilities[from + k]! / shares[k]!;
    }
    for (let k = 0; k < count; k++) found[from + k]! /= sum;
  }
  return found;
}

/** The class with the fewest rows, the first of equals. */
function rarest({ counts }: Subject): number {
  return extremes(counts).rarest;
}

function featuresOf({ encoder }: FoldRun, table: Table): Evaluation['features'] {
  const { numbers, categories } = encoder.used;
  if (numbers + categories === 0) {
    throw new EngineError(
      'missing-role',
      t(
        'No feature is a number or a category, so there is nothing to predict from: the models read no text, lists or dates.',
      ),
    );
  }
  return {
    numbers,
    categories,
    skipped: encoder.skipped.map((index) => table.columns[index]!.name),
  };
}
