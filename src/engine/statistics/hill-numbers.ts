import { entropy, inverseSimpson } from './evenness';

/**
 * Hill numbers of order 0, 1 and 2 (Hill 1973): how many kinds there are, and how many equally frequent ones would be
 * as varied, with rare kinds counting less and less. `counts` are positive.
 */
export function hillNumbers(counts: readonly number[]): readonly [number, number, number] {
  if (counts.length === 0) return [0, 0, 0];
  return [counts.length, Math.exp(entropy(counts)), inverseSimpson(counts)];
}
