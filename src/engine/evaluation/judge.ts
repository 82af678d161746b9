import { MODEL_CARDS } from '../models/cards';
import { differenceOf, holm, type Difference } from './compare';
import { mean } from './confusion';
import type { CandidateResult, ScoreResult, Verdict } from './evaluation';
import type { Trial } from './evaluate';
import { SCORES, type Score, type ScoreId } from './scores';

/** One score of one model in one fold. */
export interface Measured {
  readonly model: string;
  readonly score: ScoreId;
  readonly value: number;
}

/**
 * Means, spreads and verdicts. All differences in one score are one family of tests (Holm 1979), so that many remedies do
 * not make one look good by chance.
 * @param testShare test rows per training row
 */
export function judged(trials: readonly Trial[], testShare: number): CandidateResult[] {
  const results = trials.map((): ScoreResult[] => []);
  for (const score of SCORES) {
    const all = trials.flatMap((trial, nth) =>
      trial.failed === undefined
        ? MODEL_CARDS.map(({ id }) => ({
            nth,
            ...measuredBy(trials[0]!, trial, id, score, testShare),
          }))
        : [],
    );
    const tested = all.filter((one) => one.difference !== undefined);
    const sure = holm(tested.map((one) => one.difference!.p));
    for (const { nth, ...one } of all) {
      const place = tested.findIndex((other) => other.nth === nth && other.model === one.model);
      const verdict = place < 0 ? {} : { verdict: verdictOf(one.difference!, score, sure[place]!) };
      results[nth]!.push({ ...one, ...verdict });
    }
  }
  return trials.map(({ name, kind, steps, failed }, nth) => ({
    name,
    kind,
    steps,
    ...(failed !== undefined && { failed }),
    results: results[nth]!,
  }));
}

function measuredBy(
  base: Trial,
  trial: Trial,
  model: string,
  { id }: Score,
  testShare: number,
): Omit<ScoreResult, 'verdict'> {
  const values = valuesOf(trial, model, id);
  const defined = values.filter(Number.isFinite);
  const centre = defined.length ? mean(defined) : null;
  const difference =
    trial.kind === 'base' ? undefined : differenceOf(values, valuesOf(base, model, id), testShare);
  return {
    model,
    score: id,
    mean: centre,
    sd: defined.length > 1 ? spread(defined, centre!) : null,
    folds: values.map((value) => (Number.isFinite(value) ? value : null)),
    ...(difference && { difference }),
  };
}

function valuesOf({ measured }: Trial, model: string, score: ScoreId): number[] {
  return measured.flatMap((one) => (one.model === model && one.score === score ? [one.value] : []));
}

function spread(values: readonly number[], centre: number): number {
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1),
  );
}

function verdictOf(difference: Difference, { better }: Score, sure: boolean): Verdict {
  if (!sure || difference.mean === 0) return 'no-difference';
  return difference.mean > 0 === (better === 'higher') ? 'better' : 'worse';
}
