/** Rows from the highest score to the lowest, and where runs of equal scores end. */
interface Ranked {
  readonly order: Uint32Array;
  readonly scores: Float64Array;
}

function ranked(scores: Float64Array): Ranked {
  const order = Uint32Array.from(scores, (_, row) => row);
  order.sort((a, b) => scores[b]! - scores[a]! || a - b);
  return { order, scores };
}

/** Calls `visit` with the rows and hits so far, at the end of each run of equal scores. */
function sweep(
  { order, scores }: Ranked,
  positive: (row: number) => boolean,
  visit: (rows: number, hits: number) => void,
): void {
  let hits = 0;
  for (let i = 0; i < order.length; i++) {
    if (positive(order[i]!)) hits++;
    const last = i + 1 === order.length || scores[order[i]!] !== scores[order[i + 1]!];
    if (last) visit(i + 1, hits);
  }
}

/** Area under the ROC curve, ties counted half; NaN without both kinds of rows. */
export function rocArea(scores: Float64Array, positive: (row: number) => boolean): number {
  let [area, rows, hits] = [0, 0, 0];
  sweep(ranked(scores), positive, (nextRows, nextHits) => {
    const misses = nextRows - nextHits - (rows - hits);
    area += (misses * (hits + nextHits)) / 2;
    [rows, hits] = [nextRows, nextHits];
  });
  return area / (hits * (rows - hits));
}

/** Average precision: precision at each threshold by the recall it adds, without interpolation; NaN without positives. */
export function averagePrecision(scores: Float64Array, positive: (row: number) => boolean): number {
  let [sum, hits] = [0, 0];
  sweep(ranked(scores), positive, (rows, nextHits) => {
    sum += (nextHits - hits) * (nextHits / rows);
    hits = nextHits;
  });
  return sum / hits;
}
