import { NO_LEVEL } from './nominal-features';

/** The levels that occur most often among rows, ascending; rows without one do not vote. `votes` is zero throughout. */
export function mostFrequentLevels(
  rows: Uint32Array,
  levelOf: (row: number) => number,
  votes: Uint32Array,
): number[] {
  let most = 0;
  for (const row of rows) {
    const level = levelOf(row);
    if (level !== NO_LEVEL) most = Math.max(most, ++votes[level]!);
  }
  const tied = new Set<number>();
  for (const row of rows) {
    const level = levelOf(row);
    if (level !== NO_LEVEL && votes[level] === most) tied.add(level);
  }
  for (const row of rows) {
    const level = levelOf(row);
    if (level !== NO_LEVEL) votes[level] = 0;
  }
  return [...tied].sort((a, b) => a - b);
}
