import { sumOf } from './sum';

/** Runs of equal labels in a sequence, against those of a shuffled one. */
export interface RunsTest {
  readonly runs: number;
  /** Mean and variance of the number of runs over all orders of the same labels. */
  readonly expected: number;
  readonly variance: number;
  /** (runs - expected) / sqrt(variance); below 0 labels are grouped, above 0 they alternate. */
  readonly z: number;
}

/**
 * The runs test for labels of any number of classes (Barton and David 1957); of two classes it is that of Wald and
 * Wolfowitz 1940, without a correction for continuity. `counts`: labels of each class. Undefined where all orders have
 * equally many runs: one class, or no label twice.
 */
export function runsTest(runs: number, counts: readonly number[]): RunsTest | undefined {
  const n = sumOf(counts.length, (i) => counts[i]!);
  const squares = sumOf(counts.length, (i) => counts[i]! ** 2);
  const cubes = sumOf(counts.length, (i) => counts[i]! ** 3);
  const expected = 1 + (n * n - squares) / n;
  const variance = (squares * (squares + n * (n + 1)) - 2 * n * cubes - n ** 3) / (n * n * (n - 1));
  if (!(variance > 0) || counts.filter((count) => count > 0).length < 2) return undefined;
  if (counts.every((count) => count < 2)) return undefined;
  return { runs, expected, variance, z: (runs - expected) / Math.sqrt(variance) };
}
