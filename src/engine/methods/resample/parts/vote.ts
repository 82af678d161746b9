import { NO_POINT } from '../../../kernels/nearest-neighbours';
import type { ChoiceParam } from '../../../params/params';

/** When neighbours speak against a row. */
export const RULE: ChoiceParam = {
  kind: 'choice',
  id: 'rule',
  title: 'Rule',
  summary:
    'A row leaves if any of its neighbours is of another class, or only if the most frequent class among them is another.',
  default: 'all',
  options: [
    { value: 'all', title: 'Any other neighbour' },
    { value: 'mode', title: 'Most are others' },
  ],
};

/** Neighbours of one point: `count` point numbers from `from`, nearest first; NO_POINT ends them early. */
export interface Voters {
  readonly points: ArrayLike<number>;
  readonly from: number;
  readonly count: number;
}

/**
 * The most frequent class among neighbours, of equally frequent ones the first in class order; -1 without neighbours.
 * `own`: a class that has one vote besides.
 */
export function majority({ points, from, count }: Voters, classOf: ArrayLike<number>, own = -1) {
  let winner = own;
  let most = own < 0 ? 0 : 1 + votesFor({ points, from, count }, classOf, own);
  for (let i = from; i < from + count && points[i] !== NO_POINT; i++) {
    const level = classOf[points[i]!]!;
    if (level === winner) continue;
    const votes = votesFor({ points, from, count }, classOf, level);
    if (votes > most || (votes === most && level < winner)) {
      most = votes;
      winner = level;
    }
  }
  return winner;
}

function votesFor({ points, from, count }: Voters, classOf: ArrayLike<number>, level: number) {
  let votes = 0;
  for (let i = from; i < from + count && points[i] !== NO_POINT; i++) {
    if (classOf[points[i]!] === level) votes++;
  }
  return votes;
}

/** Whether the neighbours of a point of class `level` speak against it, by the parameter `rule`. */
export function disagrees(
  voters: Voters,
  classOf: ArrayLike<number>,
  level: number,
  rule: string,
): boolean {
  const { points, from, count } = voters;
  if (rule === 'mode') {
    const winner = majority(voters, classOf);
    return winner >= 0 && winner !== level;
  }
  for (let i = from; i < from + count && points[i] !== NO_POINT; i++) {
    if (classOf[points[i]!] !== level) return true;
  }
  return false;
}
