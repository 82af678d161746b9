import type { ParamValue, StrategyParam } from '../../src/engine/params';
import { count, ratio } from './numbers';

/** The words a strategy can be, with what they mean, in the order of the drop-down. */
export const STRATEGY_WORDS: Readonly<
  Record<StrategyParam['sampling'], readonly { readonly value: string; readonly text: string }[]>
> = {
  over: [
    { value: 'auto', text: 'All but the largest' },
    { value: 'minority', text: 'The rarest class' },
    { value: 'not minority', text: 'All but the rarest' },
    { value: 'all', text: 'Every class' },
  ],
  under: [
    { value: 'auto', text: 'All but the rarest' },
    { value: 'majority', text: 'The largest class' },
    { value: 'not majority', text: 'All but the largest' },
    { value: 'all', text: 'Every class' },
  ],
  clean: [
    { value: 'auto', text: 'All but the rarest' },
    { value: 'majority', text: 'The largest class' },
    { value: 'not majority', text: 'All but the largest' },
    { value: 'all', text: 'Every class' },
  ],
};

/** The form in which a strategy is given. */
export type StrategyForm = 'word' | 'ratio' | 'counts';

/** The form of a value. A list of classes counts as a word: it is shown as text. */
export function strategyForm(value: ParamValue | undefined): StrategyForm {
  if (typeof value === 'number') return 'ratio';
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return 'counts';
  return 'word';
}

/** A ratio in rows: `1 rare row to 4 common rows`. */
export function ratioWords(value: number): string {
  if (!(value > 0)) return '';
  return `1 row of the rarest to ${ratio(1 / value).replace(/\.0$/, '')} of the largest`;
}

/** What a ratio would make of two classes. */
export function ratioOutcome(
  value: number,
  sampling: StrategyParam['sampling'],
  classes: readonly { readonly count: number }[],
): string {
  const most = Math.max(0, ...classes.map((c) => c.count));
  const least = Math.min(...classes.map((c) => c.count));
  if (classes.length !== 2 || !(value > 0)) return '';
  if (sampling === 'over') return `${count(most)} and ${count(Math.floor(most * value))} rows`;
  return `${count(Math.floor(least / value))} and ${count(least)} rows`;
}
