/**
 * The chance that two texts of Jaccard similarity `j` agree in all rows of some band, and so become candidates:
 * 1 - (1 - j^rows)^bands (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4).
 */
export function candidateProbability(j: number, bands: number, rows: number): number {
  return 1 - (1 - j ** rows) ** bands;
}

/**
 * Bands and rows with the least of missed and of false candidates: half the area under the curve below the threshold
 * plus half the area above it up to 1, the first least over bands and then rows with bands * rows <= `bins` (the rule
 * of datasketch and text-dedup).
 */
export function fittingBands(threshold: number, bins: number): { bands: number; rows: number } {
  let best = { bands: 1, rows: 1 };
  let least = Infinity;
  for (let bands = 1; bands <= bins; bands++) {
    for (let rows = 1; rows <= Math.floor(bins / bands); rows++) {
      const candidate = (j: number) => candidateProbability(j, bands, rows);
      const error =
        0.5 * area(candidate, 0, threshold) + 0.5 * area((j) => 1 - candidate(j), threshold, 1);
      // Integration is exact to 1e-10: closer errors are equal.
      if (error < least - 1e-10) {
        least = error;
        best = { bands, rows };
      }
    }
  }
  return best;
}

/** Gauss-Legendre nodes and weights on [-1, 1], eight points, the positive half. */
const NODES = [
  [0.1834346424956498, 0.362683783378362],
  [0.525532409916329, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745],
  [0.9602898564975363, 0.1012285362903763],
] as const;
/** Stretches into which an interval is parted: enough for the steepest curve of some hundred bins. */
const STRETCHES = 24;

function area(f: (x: number) => number, from: number, to: number): number {
  const half = (to - from) / (2 * STRETCHES);
  let sum = 0;
  for (let i = 0; i < STRETCHES; i++) {
    const middle = from + half * (2 * i + 1);
    for (const [node, weight] of NODES) {
      sum += weight * (f(middle - half * node) + f(middle + half * node));
    }
  }
  return half * sum;
}
