/** Half the width of the 95% interval of a share of a half of n rows: 0.098 for a hundred. At most 0.5. */
export function halfWidth(n: number): number {
  return n > 0 ? Math.min(0.5, 1.96 * Math.sqrt(0.25 / n)) : 0.5;
}
