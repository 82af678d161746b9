import type { ParamValue, StrategyParam } from '../../src/engine/params/params';
import { count, ratio } from './numbers';
import { t } from '../../src/engine/language';

type Word = { readonly value: string; readonly text: string };

const ALL: Word = { value: 'all', text: t('Every class') };
const FURTHER: readonly Word[] = [
  { value: 'sqrt', text: t('Halfway, by square root') },
  { value: 'none', text: t('No class') },
];
const DOWN: readonly Word[] = [
  { value: 'auto', text: t('All but the rarest') },
  { value: 'majority', text: t('The largest class') },
  { value: 'not majority', text: t('All but the largest') },
  ALL,
];

/** The words a strategy can be, with what they mean, in the order of the drop-down. */
export const STRATEGY_WORDS: Readonly<Record<StrategyParam['sampling'], readonly Word[]>> = {
  over: [
    { value: 'auto', text: t('All but the largest') },
    { value: 'minority', text: t('The rarest class') },
    { value: 'not minority', text: t('All but the rarest') },
    ALL,
    ...FURTHER,
  ],
  under: [...DOWN, ...FURTHER],
  clean: [...DOWN, { value: 'none', text: t('No class') }],
};

/** The form in which a strategy is given. */
export type StrategyForm = 'word' | 'ratio' | 'counts';

/** The form of a value. A list of classes counts as a word: it is shown as text. */
export function strategyForm(value: ParamValue | undefined): StrategyForm {
  if (ratioOf(value) !== undefined) return 'ratio';
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return 'counts';
  return 'word';
}

/** The ratio a value gives: a number for two classes, `ratio:r` for any number of them. */
export function ratioOf(value: ParamValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  const given = typeof value === 'string' ? /^ratio:\s*([\d.eE-]+)$/.exec(value)?.[1] : undefined;
  const number = Number(given);
  return given === undefined || Number.isNaN(number) ? undefined : number;
}

/** A ratio as a value: a number where two classes have one meaning, the word form for more. */
export function ratioValue(value: number, classes: number): number | string {
  return classes === 2 ? value : `ratio:${String(value)}`;
}

/** A ratio in rows: `1 rare row to 4 common rows`. */
export function ratioWords(value: number): string {
  if (!(value > 0)) return '';
  return t`1 row of the rarest to ${ratio(1 / value).replace(/\.0$/, '')} of the largest`;
}

/** What a ratio would make of the classes. */
export function ratioOutcome(
  value: number,
  sampling: StrategyParam['sampling'],
  classes: readonly { readonly count: number }[],
): string {
  const most = Math.max(0, ...classes.map((c) => c.count));
  const least = Math.min(...classes.map((c) => c.count));
  if (classes.length < 2 || !(value > 0)) return '';
  if (classes.length > 2)
    return sampling === 'over'
      ? t`no class under ${count(Math.floor(most * value))} rows`
      : t`no class over ${count(Math.floor(least / value))} rows`;
  if (sampling === 'over') return t`${count(most)} and ${count(Math.floor(most * value))} rows`;
  return t`${count(Math.floor(least / value))} and ${count(least)} rows`;
}
