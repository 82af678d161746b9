import type { Remedy } from '../../../metric';
import { count, listed, percent, quoted } from '../../../words';
import type { AlertDraft } from '../../alerts';
import type { AnswerPriors } from '../answer-priors';
import { FEWEST } from './answer-types';
import { t } from '../../../language';

const EFFECT = 0.1;
const CERTAIN = 0.05;
const TELLING = 0.1;
const SAME = 0.8;

/** What gives answers away: their place, their length, the question's words, its type. */
export function answerAlerts(
  numbers: AnswerPriors,
  columns: readonly number[],
): (AlertDraft | undefined)[] {
  return [
    placed(numbers, columns),
    long(numbers, columns),
    guessed(numbers, columns),
    alike(numbers, columns),
  ];
}

const basis = ({ rows, of, first }: AnswerPriors) =>
  rows >= of
    ? ''
    : t` Judged by ${first ? t('the first ') : ''}${count(rows)} of ${count(of)} rows.`;

/** Rows can be evened out only where a column says of which type a question is. */
function evenedOut({ type, answer }: AnswerPriors): Remedy[] {
  if (type === null) return [];
  const values = { columns: [type], column: answer };
  const why = t('Evens out answers within each type of question.');
  return [{ method: 'balance-within', values, why }];
}

/** The name of a place: A, B ... */
export const placeName = (place: number) => String.fromCharCode(65 + place);

function placed(numbers: AnswerPriors, columns: readonly number[]): AlertDraft | undefined {
  const { choice } = numbers;
  if (!choice || choice.w <= EFFECT || choice.p >= CERTAIN) return undefined;
  const most = Math.max(...choice.positions);
  const place = placeName(choice.positions.indexOf(most));
  return {
    code: 'answer-position',
    severity: 'warning',
    title: t`Correct answers stand at ${place} in ${percent(most / choice.items)} of items`,
    message: t`Chance would give ${percent(1 / choice.optionCount)} (effect ${choice.w.toFixed(2)}). A model can score by the place alone: shuffle the options.${basis(numbers)}`,
    columns,
    value: choice.w,
    threshold: EFFECT,
    remedies: [{ method: 'shuffle-options', why: t('Moves correct options to even places.') }],
  };
}

function long(numbers: AnswerPriors, columns: readonly number[]): AlertDraft | undefined {
  const { choice } = numbers;
  const chance = choice ? 1 / choice.optionCount : 1;
  if (!choice?.longest || choice.longest.low <= chance) return undefined;
  return {
    code: 'longest-option',
    severity: 'warning',
    title: t`The correct option is the longest in ${percent(choice.longest.share)} of items`,
    message: t`Chance would give ${percent(chance)}. Length gives answers away: lengthen other options, and compare scores with the rule "take the longest".${basis(numbers)}`,
    columns,
    value: choice.longest.share,
    threshold: chance,
  };
}

function guessed(numbers: AnswerPriors, columns: readonly number[]): AlertDraft | undefined {
  const { blind } = numbers;
  if (!blind || blind.accuracy - blind.majority <= TELLING || blind.low <= blind.majority) {
    return undefined;
  }
  return {
    code: 'question-tells-answer',
    severity: 'warning',
    title: t`Questions give the answer away: ${percent(blind.accuracy)} are guessed from their words`,
    message: t`Always giving the most frequent answer scores ${percent(blind.majority)}. What a model scores without its input is no understanding: even out answers within each type of question. Judged by ${count(blind.rows)} rows, each guessed by a model that had not seen it.`,
    columns,
    value: blind.accuracy - blind.majority,
    threshold: TELLING,
    remedies: evenedOut(numbers),
  };
}

function alike(numbers: AnswerPriors, columns: readonly number[]): AlertDraft | undefined {
  const found = numbers.types
    .filter(
      ({ type, rows, majorityShare }) => type !== null && rows >= FEWEST && majorityShare > SAME,
    )
    .sort((a, b) => b.majorityShare - a.majorityShare || b.rows - a.rows);
  const worst = found[0];
  if (!worst || numbers.types.length < 2) return undefined;
  return {
    code: 'one-answer-per-type',
    severity: 'info',
    title: t`Questions of type ${quoted(worst.type!)} are answered ${quoted(worst.majority)} in ${percent(worst.majorityShare)}`,
    message: t`${found.length > 1 ? t`Likewise one answer prevails for ${listed(found.slice(1).map(({ type }) => quoted(type!)))}. ` : ''}Such questions are answered without being read.${basis(numbers)}`,
    columns,
    value: worst.majorityShare,
    threshold: SAME,
    remedies: evenedOut(numbers),
  };
}
