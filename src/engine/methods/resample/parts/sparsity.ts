import type { Points } from '../../../kernels/nearest-neighbours';

/**
 * How sparse points are: (mean distance of all pairs)^exponent / points; the exponent is 0.16 (log_1.6 points)^1.8
 * unless given (Douzas, Bacao and Last 2018, as in imbalanced-learn). 0 for fewer than two points. @throws Cancelled
 */
export function sparsityOf(
  { count, dimensions, values }: Points,
  exponent: number | undefined,
  tick: (done: number, total: number) => void,
): number {
  if (count < 2) return 0;
  let sum = 0;
  for (let a = 0; a < count; a++) {
    if (a % 64 === 0) tick(a, count);
    for (let b = a + 1; b < count; b++) {
      let square = 0;
      for (let d = 0; d < dimensions; d++) {
        const difference = values[a * dimensions + d]! - values[b * dimensions + d]!;
        square += difference * difference;
      }
      sum += Math.sqrt(square);
    }
  }
  const mean = (2 * sum) / (count * (count - 1));
  const power = exponent ?? 0.16 * (Math.log(count) / Math.log(1.6)) ** 1.8;
  return mean ** power / count;
}
