import type { Neighbours } from './nearest-neighbours';

/** Points column by column; squared distances are summed in this order: numbers first, then levels. */
export interface ColumnPoints {
  readonly count: number;
  /** One value per point, no NaN; a column adds the squared difference. */
  readonly numbers: readonly Float64Array[];
  /** One level per point; a column adds what the two levels cost. */
  readonly levels: readonly LevelColumn[];
}

export interface LevelColumn {
  readonly levels: Uint32Array;
  /** What each level costs beside `level`, by level. */
  costs(level: number): Float64Array;
}

/**
 * Squared distances from point `query` of `from` to every point of `points`, into `out`. Both have the same columns;
 * what levels cost is asked of `points`.
 */
export function distancesFrom(
  points: ColumnPoints,
  from: ColumnPoints,
  query: number,
  out: Float64Array,
): void {
  const { count } = points;
  out.fill(0);
  points.numbers.forEach((values, column) => {
    const own = from.numbers[column]![query]!;
    for (let point = 0; point < count; point++) {
      const difference = own - values[point]!;
      out[point]! += difference * difference;
    }
  });
  points.levels.forEach(({ levels, costs }, column) => {
    const cost = costs(from.levels[column]!.levels[query]!);
    for (let point = 0; point < count; point++) out[point]! += cost[levels[point]!]!;
  });
}

/**
 * The k nearest other points of each query, exact, ordered by (squared distance, point number), where levels cost
 * differently: one pass over all points per query and column, memory for one distance per point. (Where all differences
 * cost the same, `nearestNeighbours` is quicker.)
 *
 * @param queries point numbers; all points when absent
 * @param k 1 .. count - 1
 * @throws Cancelled
 */
export function nearestByColumns(
  points: ColumnPoints,
  k: number,
  tick: (done: number, total: number) => void,
  queries?: Uint32Array,
): Neighbours {
  const total = queries?.length ?? points.count;
  const found: Neighbours = {
    k,
    points: new Uint32Array(total * k),
    distances: new Float64Array(total * k),
  };
  const distances = new Float64Array(points.count);
  // Work between two ticks stays near a million cells.
  const width = points.count * (points.numbers.length + points.levels.length + 1);
  const often = Math.max(1, Math.floor(1e6 / width));
  for (let query = 0; query < total; query++) {
    if (query % often === 0) tick(query, total);
    const self = queries ? queries[query]! : query;
    distancesFrom(points, points, self, distances);
    distances[self] = Infinity;
    keepNearest(distances, self, found, query);
  }
  return found;
}

/** The k smallest of `distances` but `self`, of equals the first, into row `query` of `found`. */
function keepNearest(distances: Float64Array, self: number, found: Neighbours, query: number) {
  const { k } = found;
  const base = query * k;
  let held = 0;
  let worst = Infinity;
  for (let point = 0; point < distances.length; point++) {
    const distance = distances[point]!;
    if (point === self || (held === k && distance >= worst)) continue;
    let slot = held === k ? k - 1 : held++;
    for (; slot > 0 && found.distances[base + slot - 1]! > distance; slot--) {
      found.distances[base + slot] = found.distances[base + slot - 1]!;
      found.points[base + slot] = found.points[base + slot - 1]!;
    }
    found.distances[base + slot] = distance;
    found.points[base + slot] = point;
    worst = found.distances[base + held - 1]!;
  }
}
