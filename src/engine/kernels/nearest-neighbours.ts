/** Points in row-major order: `values[point * dimensions + dimension]`. No NaN. */
export interface Points {
  readonly count: number;
  readonly dimensions: number;
  readonly values: Float64Array;
}

/** k neighbours per query, nearest first, in rows of k: point numbers and squared distances. */
export interface Neighbours {
  readonly k: number;
  readonly points: Uint32Array;
  readonly distances: Float64Array;
}

/**
 * The k nearest other points of each query, exact, ordered by (squared distance, point number). Squared distances are
 * summed dimension by dimension from differences in float64, not as a^2 + b^2 - 2ab, which loses neighbours to
 * rounding. The point itself is left out by its number, not by distance 0.
 *
 * Points are sorted along the dimension with most distinct values and searched outwards from the query: once the gap
 * in that dimension alone exceeds the k-th distance, no farther point can enter. Rounded sums of squares never fall
 * below a single term, so the cut is exact. O(n) per query at worst.
 *
 * @param queries point numbers; all points when absent
 * @param k at most count - 1
 */
export function nearestNeighbours(
  points: Points,
  k: number,
  tick: (done: number, total: number) => void,
  queries?: Uint32Array,
): Neighbours {
  const total = queries?.length ?? points.count;
  const search = new Search(points, k);
  const found: Neighbours = {
    k,
    points: new Uint32Array(total * k),
    distances: new Float64Array(total * k),
  };
  for (let query = 0; query < total; query++) {
    if (query % 256 === 0) tick(query, total);
    search.run(queries ? queries[query]! : query);
    found.points.set(search.points, query * k);
    found.distances.set(search.distances, query * k);
  }
  return found;
}

class Search {
  /** Of the query last run: nearest first. */
  readonly points: Uint32Array;
  readonly distances: Float64Array;
  readonly #k: number;
  readonly #dimensions: number;
  readonly #count: number;
  /** Point numbers, coordinates and position of each point in sorted order. */
  readonly #order: Uint32Array;
  readonly #values: Float64Array;
  readonly #along: Float64Array;
  readonly #position: Uint32Array;
  #found = 0;

  constructor({ count, dimensions, values }: Points, k: number) {
    this.#k = k;
    this.#count = count;
    this.#dimensions = dimensions;
    this.points = new Uint32Array(k);
    this.distances = new Float64Array(k);
    const axis = mostDistinct(count, dimensions, values);
    const at = (point: number) => values[point * dimensions + axis]!;
    this.#order = new Uint32Array(count);
    for (let point = 0; point < count; point++) this.#order[point] = point;
    this.#order.sort((a, b) => at(a) - at(b) || a - b);
    this.#along = Float64Array.from(this.#order, at);
    this.#values = new Float64Array(count * dimensions);
    this.#position = new Uint32Array(count);
    this.#order.forEach((point, position) => {
      this.#position[point] = position;
      const from = point * dimensions;
      this.#values.set(values.subarray(from, from + dimensions), position * dimensions);
    });
  }

  run(point: number): void {
    this.#found = 0;
    const along = this.#along;
    const here = this.#position[point]!;
    const at = along[here]!;
    let below = here - 1;
    let above = here + 1;
    while (below >= 0 || above < this.#count) {
      const downGap = below >= 0 ? at - along[below]! : Infinity;
      const upGap = above < this.#count ? along[above]! - at : Infinity;
      const gap = downGap < upGap ? downGap : upGap;
      if (this.#found === this.#k && gap * gap > this.distances[this.#k - 1]!) return;
      this.#offer(here, downGap < upGap ? below-- : above++);
    }
  }

  /** Takes a candidate in if it is among the k nearest so far. */
  #offer(here: number, position: number): void {
    const dimensions = this.#dimensions;
    const values = this.#values;
    const full = this.#found === this.#k;
    const worst = full ? this.distances[this.#k - 1]! : Infinity;
    let sum = 0;
    let a = here * dimensions;
    let b = position * dimensions;
    for (const end = a + dimensions; a < end; a++, b++) {
      const difference = values[a]! - values[b]!;
      sum += difference * difference;
      if (sum > worst) return;
    }
    const point = this.#order[position]!;
    let slot = full ? this.#k - 1 : this.#found;
    if (full && sum === worst && point > this.points[slot]!) return;
    for (; slot > 0; slot--) {
      const before = this.distances[slot - 1]!;
      if (before < sum || (before === sum && this.points[slot - 1]! < point)) break;
      this.distances[slot] = before;
      this.points[slot] = this.points[slot - 1]!;
    }
    this.distances[slot] = sum;
    this.points[slot] = point;
    if (!full) this.#found++;
  }
}

function mostDistinct(count: number, dimensions: number, values: Float64Array): number {
  let best = 0;
  let most = -1;
  for (let axis = 0; axis < dimensions; axis++) {
    const distinct = new Set<number>();
    for (let point = 0; point < count; point++) distinct.add(values[point * dimensions + axis]!);
    if (distinct.size > most) {
      most = distinct.size;
      best = axis;
    }
  }
  return best;
}
