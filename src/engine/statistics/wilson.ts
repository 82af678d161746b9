/** Two-sided 95 % point of the normal distribution. */
const Z = 1.959963984540054;

/** 95 % interval of a share (Wilson 1927); (0, 1) when n is 0. */
export function wilson(
  successes: number,
  n: number,
): { readonly low: number; readonly high: number } {
  if (n <= 0) return { low: 0, high: 1 };
  const p = successes / n;
  const z2 = Z * Z;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}
