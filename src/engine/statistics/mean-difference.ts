/** Weighted mean and variance of one group. */
interface Spread {
  readonly mean: number;
  readonly variance: number;
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: values.length > 1 ? squares / (values.length - 1) : 0 };
}

/**
 * Standardised mean difference of two groups: the difference of their means over the root of the mean of their variances
 * (n - 1); 0 when both are constant and equal, null when they are constant and differ or a group is empty.
 */
export function meanDifference(a: readonly number[], b: readonly number[]): number | null {
  if (!a.length || !b.length) return null;
  const [own, other] = [spreadOf(a), spreadOf(b)];
  const gap = own.mean - other.mean;
  const scale = Math.sqrt((own.variance + other.variance) / 2);
  return scale > 0 ? gap / scale : gap === 0 ? 0 : null;
}
