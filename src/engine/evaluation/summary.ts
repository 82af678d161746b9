import { MODEL_CARDS } from '../models/cards';
import { differenceOf } from './compare';
import { quoted } from '../words';
import type { CandidateResult, ScoreResult } from './evaluation';
import { SCORES, type ScoreId } from './scores';
import { t } from '../language';

/** A score as it is shown. */
export function scoreText(value: number): string {
  return value.toFixed(3);
}

interface Found {
  readonly candidate: CandidateResult;
  readonly result: ScoreResult;
}

/**
 * Whether any remedy helps by one score, in one to three sentences.
 * @param testShare test rows per training row
 */
export function summaryOf(
  candidates: readonly CandidateResult[],
  id: ScoreId,
  testShare: number,
): string {
  const score = SCORES.find((known) => known.id === id)!;
  const sign = score.better === 'higher' ? 1 : -1;
  const found = candidates.flatMap((candidate) =>
    candidate.results
      .filter((result) => result.score === id && result.mean !== null)
      .map((result): Found => ({ candidate, result })),
  );
  const kind = (wanted: CandidateResult['kind']) =>
    found.filter(({ candidate }) => candidate.kind === wanted);
  const better = (among: readonly Found[]) =>
    bestOf(
      among.filter(({ result }) => result.verdict === 'better'),
      sign,
    );
  const recipes = kind('recipe');
  if (!recipes.length) return t('No remedy could be tried.');
  const base = bestOf(kind('base'), sign)!;
  const best = better(recipes);
  // A remedy that lifts a poor model to where a better one stands without it does not help.
  if (best && sign * (best.result.mean! - base.result.mean!) > 0) {
    const before = kind('base').find(({ result }) => result.model === best.result.model)!;
    const threshold = kind('threshold').find(({ result }) => result.model === best.result.model)!;
    return [
      t`${quoted(best.candidate.name)} helps: ${t(score.title)} of ${modelName(best)} goes from ${scoreText(before.result.mean!)} to ${scoreText(best.result.mean!)} (95% interval of the change ${interval(best.result)}).`,
      thresholdToo(best, threshold, sign, testShare),
    ].join(' ');
  }
  const moved = better(kind('threshold'));
  const harm = recipes.some(({ result }) => result.verdict === 'worse');
  return [
    t`No remedy improves ${t(score.title)} beyond noise${harm ? t(', and some worsen it') : ''}: doing nothing has ${scoreText(base.result.mean!)} with ${modelName(base)}.`,
    ...(best
      ? [
          t`${quoted(best.candidate.name)} lifts ${modelName(best)} alone, to ${scoreText(best.result.mean!)}, which is no better.`,
        ]
      : []),
    ...(moved && sign * (moved.result.mean! - base.result.mean!) > 0
      ? [
          t`Moving the decision threshold does, to ${scoreText(moved.result.mean!)} with ${modelName(moved)}, and changes no row.`,
        ]
      : []),
  ].join(' ');
}

/** What moving the threshold alone gives: it costs nothing and changes no row. */
function thresholdToo(best: Found, threshold: Found, sign: number, testShare: number): string {
  const values = ({ result }: Found) => result.folds.map((value) => value ?? NaN);
  const difference = differenceOf(values(best), values(threshold), testShare);
  const surely = difference !== undefined && difference.p < 0.05;
  const shown = scoreText(threshold.result.mean!);
  if (surely && sign * difference.mean > 0) {
    return t`Moving the decision threshold alone gives ${shown}, which is less.`;
  }
  const much = surely ? t('more') : t('as much, as far as can be told');
  return t`Moving the decision threshold alone gives ${shown}: ${much}, and it changes no row.`;
}

function bestOf(found: readonly Found[], sign: number): Found | undefined {
  return found.reduce<Found | undefined>(
    (best, one) => (best && sign * (one.result.mean! - best.result.mean!) <= 0 ? best : one),
    undefined,
  );
}

function modelName({ result }: Found): string {
  return t(MODEL_CARDS.find(({ id }) => id === result.model)!.title.toLowerCase());
}

function interval({ difference }: ScoreResult): string {
  return t`${signed(difference!.low)} to ${signed(difference!.high)}`;
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${scoreText(Math.abs(value))}`;
}
