import { positionBias, type PositionBias } from '../../../statistics/position-bias';
import { wilson } from '../../../statistics/wilson';

/** Items with options: where the correct one stands, and whether its length gives it away. */
export interface MultipleChoice extends PositionBias {
  /** Items whose correct option is known, with the most frequent number of options. */
  readonly items: number;
  readonly optionCount: number;
  /** Correct options per position. */
  readonly positions: readonly number[];
  /** Characters of options on average, per position; null where the options are not at hand. */
  readonly meanLengths: readonly number[] | null;
  /** Share of items whose correct option is the longest, ties shared, with its interval; null without options. */
  readonly longest: { readonly share: number; readonly low: number; readonly high: number } | null;
  /** Options such as "all of the above", per position, and how many of them are correct. */
  readonly above: { readonly positions: readonly number[]; readonly correct: number };
}

/** One item: the options, or how many there are, and the place of the correct one (-1: unknown). */
export interface Item {
  readonly options: readonly string[];
  readonly correct: number;
}

const ABOVE =
  /^\W*(?:all|none|both|neither|any)\s+(?:of\s+)?(?:the|these|them)?\s*(?:above|these|options)\b/i;
const LETTER = /^[\s().:[\]]*([a-j])[\s().:[\]]*$/i;

/** The place of a letter A .. J, with brackets or a stop around it; -1 for anything else. */
export function letterPlace(answer: string): number {
  const letter = LETTER.exec(answer)?.[1];
  return letter === undefined ? -1 : letter.toLowerCase().charCodeAt(0) - 97;
}

/**
 * The place of each answer among its options: answers are letters, places, or the text of an option. Places count from
 * 0 when one of them is 0, else from 1.
 */
export function answerPlaces(
  answers: readonly string[],
  options: readonly (readonly string[])[],
): number[] {
  const numbers = answers.map((answer) => (/^\s*\d{1,2}\s*$/.test(answer) ? Number(answer) : -1));
  const from = numbers.includes(0) ? 0 : 1;
  return answers.map((answer, i) => {
    const texts = options[i]!;
    const own = answer.trim();
    const text = texts.findIndex((option) => option.trim() === own);
    // Options that are numbers themselves are answered by their text.
    if (text >= 0) return text;
    const place = numbers[i]! >= 0 ? numbers[i]! - from : letterPlace(own);
    return place < texts.length ? place : -1;
  });
}

/** Figures of items; null when none has a known correct option. */
export function multipleChoice(all: readonly Item[], withTexts: boolean): MultipleChoice | null {
  const known = all.filter(({ options, correct }) => correct >= 0 && options.length > 1);
  const sizes = new Map<number, number>();
  for (const { options } of known) sizes.set(options.length, (sizes.get(options.length) ?? 0) + 1);
  const [most] = [...sizes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (!most) return null;
  const [k, n] = most;
  const items = known.filter(({ options }) => options.length === k);
  const perPlace = (value: (item: Item, place: number) => number) =>
    Array.from({ length: k }, (_, place) =>
      items.reduce((sum, item) => sum + value(item, place), 0),
    );
  const positions = perPlace(({ correct }, place) => (correct === place ? 1 : 0));
  const longest = items.reduce((sum, item) => sum + longestShare(item), 0);
  const isAbove = ({ options }: Item, place: number) => ABOVE.test(options[place]!);
  return {
    items: n,
    optionCount: k,
    positions,
    ...positionBias(positions),
    meanLengths: withTexts
      ? perPlace(({ options }, at) => options[at]!.length).map((s) => s / n)
      : null,
    longest: withTexts ? { share: longest / n, ...wilson(longest, n) } : null,
    above: {
      positions: perPlace((item, place) => (isAbove(item, place) ? 1 : 0)),
      correct: items.filter((item) => isAbove(item, item.correct)).length,
    },
  };
}

/** 1 when the correct option is the longest, its part of 1 when several are; chance gives 1 / k on average. */
function longestShare({ options, correct }: Item): number {
  const lengths = options.map((option) => option.length);
  const most = Math.max(...lengths);
  return lengths[correct] === most ? 1 / lengths.filter((length) => length === most).length : 0;
}
