import { listed, percent, quoted, rho, times } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { ScoreColumns, ScorePair } from '../score-columns';
import type { ScoreColumn } from './score-figures';
import { t } from '../../../language';

/** Correlations from which a score measures something else, and the rows below which none is judged. */
const LENGTH = 0.5;
const DIGITS = 0.3;
const FEWEST = 30;
/** Two-sided 5 % of a rank correlation times the root of the rows. */
const SURE = 1.96;
/** Share kept at which groups are looked at, and the share of a group below which it is as good as gone. */
const KEPT = 0.3;
const GONE = 0.1;
const OVERLAP = 0.5;
const OPPOSITE = -0.3;
const PAIRED = 100;
const SCALES = 10;

/** What speaks against filtering or weighing by the scores. `isShort`: texts are captions rather than documents. */
export function scoreAlerts(
  numbers: ScoreColumns,
  indices: readonly number[],
  isShort: boolean,
): (AlertDraft | undefined)[] {
  return [
    byLength(numbers, indices),
    isShort ? byDigits(numbers, indices) : undefined,
    groupsGone(numbers, indices),
    disagreeing(numbers, indices),
    scales(numbers),
  ];
}

/** Scores that surely go with something beyond a limit, strongest first. */
function measuring(
  { scores }: ScoreColumns,
  indices: readonly number[],
  of: 'length' | 'digits',
  limit: number,
) {
  return scores
    .map((score, i) => ({ score, index: indices[i]!, rho: score[of] ?? 0 }))
    .filter(
      ({ score, rho }) =>
        score.rows >= FEWEST && Math.abs(rho) > Math.max(limit, SURE / Math.sqrt(score.rows - 1)),
    )
    .sort((a, b) => Math.abs(b.rho) - Math.abs(a.rho));
}

const others = (found: readonly { readonly score: ScoreColumn }[]) =>
  found.length > 1
    ? t` Likewise ${listed(found.slice(1).map(({ score }) => quoted(score.column)))}.`
    : '';

function byLength(numbers: ScoreColumns, indices: readonly number[]): AlertDraft | undefined {
  const found = measuring(numbers, indices, 'length', LENGTH);
  const worst = found[0];
  if (!worst) return undefined;
  return {
    code: 'measures-length',
    severity: 'warning',
    title: t`${quoted(worst.score.column)} mostly measures length: ${rho(worst.rho)} with the characters of the text`,
    message: t`Filtering by it picks ${worst.rho > 0 === (worst.score.better === 'high') ? t('long') : t('short')} texts.${others(found)} Compare rows of one length, or score without it.`,
    columns: found.map(({ index }) => index),
    value: worst.rho,
    threshold: LENGTH,
    remedies: [],
  };
}

function byDigits(numbers: ScoreColumns, indices: readonly number[]): AlertDraft | undefined {
  const found = measuring(numbers, indices, 'digits', DIGITS);
  const worst = found[0];
  if (!worst) return undefined;
  return {
    code: 'measures-digits',
    severity: 'warning',
    title: t`${quoted(worst.score.column)} goes with digits in the text: ${rho(worst.rho)}`,
    message: t`Numbers distort scores of short texts and captions.${others(found)} Mask digits and score again.`,
    columns: found.map(({ index }) => index),
    value: worst.rho,
    threshold: DIGITS,
    remedies: [],
  };
}

/** Groups and sources of which hardly a row is left when three tenths are kept. */
function groupsGone(
  { scores, keep }: ScoreColumns,
  indices: readonly number[],
): AlertDraft | undefined {
  const at = keep.indexOf(KEPT);
  const gone = scores
    .flatMap((score, i) =>
      score.retention
        .filter(({ role }) => role !== 'label')
        .flatMap(({ column, levels }) =>
          levels.map(({ value, rows, kept }) => ({
            ...{ score, index: indices[i]!, column, value, rows },
            left: kept[at]!,
          })),
        ),
    )
    .filter(({ rows, left }) => rows >= FEWEST && left < GONE)
    .sort((a, b) => a.left - b.left || b.rows - a.rows);
  const worst = gone[0];
  if (!worst) return undefined;
  const more = gone.slice(1).map(({ column, value }) => t`${quoted(value)} of ${quoted(column)}`);
  return {
    code: 'group-filtered-out',
    severity: 'warning',
    title: t`Keeping the best ${percent(KEPT)} by ${quoted(worst.score.column)} leaves ${percent(worst.left)} of ${quoted(worst.value)}`,
    message: t`The score ranks nearly all rows of this level of ${quoted(worst.column)} low.${more.length > 0 ? t` Likewise ${listed(more)}.` : ''} Keep a share of each group instead, by quantiles within it.`,
    columns: [...new Set(gone.map(({ index }) => index))],
    value: worst.left,
    threshold: GONE,
    remedies: [{ method: 'score-prune', why: t('Keeps the best rows of each group.') }],
  };
}

/** Scores that pick other rows, or run in opposite directions. */
function disagreeing(
  { pairs, scores }: ScoreColumns,
  indices: readonly number[],
): AlertDraft | undefined {
  const rowsOf = (name: string) => scores.find(({ column }) => column === name)!.rows;
  const enough = pairs.filter(({ a, b }) => Math.min(rowsOf(a), rowsOf(b)) >= PAIRED);
  const found = enough.filter(
    ({ overlap, spearman }) =>
      (spearman ?? 0) <= OPPOSITE || (overlap !== null && overlap < OVERLAP),
  );
  const worst = found[0];
  if (!worst) return undefined;
  const named = new Set(found.flatMap(({ a, b }) => [a, b]));
  const isOpposite = (worst.spearman ?? 0) <= OPPOSITE;
  const more = found.slice(1).map(({ a, b }) => t`${quoted(a)} and ${quoted(b)}`);
  return {
    code: 'scores-disagree',
    severity: 'warning',
    title: isOpposite
      ? t`${quoted(worst.a)} and ${quoted(worst.b)} rank rows in opposite order: ${rho(worst.spearman!)}`
      : t`The best tenths by ${quoted(worst.a)} and ${quoted(worst.b)} share ${percent(worst.overlap!)}`,
    message: `${meaning(worst, isOpposite)}${more.length > 0 ? t` Likewise ${listed(more)}.` : ''}`,
    columns: indices.filter((_, i) => named.has(scores[i]!.column)),
    value: isOpposite ? worst.spearman! : worst.overlap!,
    threshold: isOpposite ? OPPOSITE : OVERLAP,
    remedies: [],
  };
}

const meaning = ({ a, b }: ScorePair, isOpposite: boolean) =>
  isOpposite
    ? t`If the low end of ${quoted(a)} or ${quoted(b)} is the better one, give it the role loss; else the two contradict each other.`
    : t(
        'Selecting by a single score is fragile: keep rows that several rank high, and compare with as many random rows.',
      );

function scales({ spread, scores }: ScoreColumns): AlertDraft | undefined {
  if (!spread || spread.ratio <= SCALES || scores.some(({ rows }) => rows < FEWEST)) {
    return undefined;
  }
  return {
    code: 'score-scales',
    severity: 'warning',
    title: t`${quoted(spread.widest)} spreads ${times(spread.ratio)} times as wide as ${quoted(spread.narrowest)}`,
    message: t(
      'In a sum or a mean the wider one decides alone. Normalise each score before they are combined.',
    ),
    columns: [],
    value: spread.ratio,
    threshold: SCALES,
    remedies: [],
  };
}
