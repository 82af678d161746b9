/** Sums by row and column of a table of masses, row-major, and the sum of all. */
export interface Margins {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  readonly total: number;
}

/** The margins of a table of masses with `columns` columns. */
export function marginsOf(masses: ArrayLike<number>, columns: number): Margins {
  const rows = new Float64Array(masses.length / columns);
  const sums = new Float64Array(columns);
  let total = 0;
  for (let i = 0; i < masses.length; i++) {
    rows[Math.floor(i / columns)]! += masses[i]!;
    sums[i % columns]! += masses[i]!;
    total += masses[i]!;
  }
  return { rows, columns: sums, total };
}

/**
 * Cramer's V of a table of masses, row-major: 0 independent, 1 one decides the other; 0 where there is only one row or
 * column with mass. Not corrected for bias.
 */
export function cramersV(masses: ArrayLike<number>, columns: number): number {
  const { rows, columns: sums, total } = marginsOf(masses, columns);
  const used = (of: Float64Array) => of.reduce((n, sum) => n + (sum > 0 ? 1 : 0), 0);
  const least = Math.min(used(rows), used(sums)) - 1;
  if (least < 1) return 0;
  let phi = 0;
  for (let i = 0; i < masses.length; i++) {
    const expected = (rows[Math.floor(i / columns)]! * sums[i % columns]!) / total;
    if (expected > 0) phi += (masses[i]! - expected) ** 2 / expected;
  }
  return Math.sqrt(Math.max(0, phi) / total / least);
}
