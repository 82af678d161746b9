/** Sets of rows by how often they repeat: `from` to `to` rows each (null: or more). */
export interface RepetitionBand {
  readonly from: number;
  readonly to: number | null;
  readonly sets: number;
  readonly rows: number;
}

/** Least rows of a set in each band (bands of the method book, after Hernandez et al. 2022). */
const LEAST = [1, 2, 3, 5, 11, 101, 1001];

/** The band of a set of so many rows. */
export function bandOf(size: number): number {
  let band = LEAST.length - 1;
  while (band >= 0 && size < LEAST[band]!) band--;
  return band;
}

/** How often rows repeat: rows per set of two or more, and rows that are alone. */
export function repetitionBands(sizes: Uint32Array, alone: number): RepetitionBand[] {
  const bands = LEAST.map((from, band) => ({
    from,
    to: band + 1 < LEAST.length ? LEAST[band + 1]! - 1 : null,
    sets: 0,
    rows: 0,
  }));
  bands[0]!.sets = alone;
  bands[0]!.rows = alone;
  for (const size of sizes) {
    const band = bands[bandOf(size)]!;
    band.sets++;
    band.rows += size;
  }
  return bands;
}
