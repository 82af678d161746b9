import { wilson } from '../../../statistics/wilson';
import type { DoubtfulLabels } from './doubtful-labels';

/** What a look at doubtful labels said. */
export interface Review {
  readonly judged: number;
  readonly wrong: number;
  /** 95 % interval of the share of doubtful labels that are wrong. */
  readonly low: number;
  readonly high: number;
}

/** The answers about rows that are flagged; the last one of a row counts. null without any. */
export function reviewOf(
  answers: string,
  { rows, flagged }: Pick<DoubtfulLabels, 'rows' | 'flagged'>,
): Review | null {
  const isFlagged = new Set(Array.from(flagged, (i) => rows[i]!));
  const said = new Map<number, boolean>();
  for (const [, row, word] of answers.matchAll(/(\d+)\s+(wrong|right)/gi)) {
    if (isFlagged.has(Number(row))) said.set(Number(row), word!.toLowerCase() === 'wrong');
  }
  if (said.size === 0) return null;
  const wrong = [...said.values()].filter((is) => is).length;
  return { judged: said.size, wrong, ...wilson(wrong, said.size) };
}
