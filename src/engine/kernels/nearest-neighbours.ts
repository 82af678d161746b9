/** Points in row-major order: `values[point * dimensions + dimension]`. No NaN. */
export interface Points {
  readonly count: number;
  readonly dimensions: number;
  readonly values: Float64Array;
  /** Columns in which points are the same or not, beside the numbers. */
  readonly nominal?: Nominal;
}

/** Codes in row-major order, `codes[point * dimensions + dimension]`; every difference costs the same. */
export interface Nominal {
  readonly dimensions: number;
  readonly codes: Uint32Array;
  /** What one difference adds to the squared distance, from 0. */
  readonly mismatch: number;
}

/** Which points ask, and among which they look: each ascending, all points when absent. */
export interface Asked {
  readonly queries?: Uint32Array;
  readonly among?: Uint32Array;
}

/** Stands for a neighbour that there is not, at distance Infinity: fewer than k points were there to find. */
export const NO_POINT = 0xffffffff;

/** k neighbours per query, nearest first, in rows of k: point numbers and squared distances. */
export interface Neighbours {
  readonly k: number;
  readonly points: Uint32Array;
  readonly distances: Float64Array;
}

type Tick = (done: number, total: number) => void;

/** Points per leaf: below it, looking at all is quicker than looking at boxes. */
const LEAF = 12;

/**
 * The k nearest points of each query, exact, ordered by (squared distance, point number); a point is never its own
 * neighbour. It is left out by its number, not by distance 0. Squared distances are summed dimension by dimension from
 * differences in float64, not as a^2 + b^2 - 2ab, which loses neighbours to rounding; then come the nominal columns,
 * `mismatch` times the number of differences.
 *
 * @param k from 1
 * @throws Cancelled
 */
export function nearestNeighbours(
  points: Points,
  k: number,
  tick: Tick,
  { queries, among }: Asked = {},
): Neighbours {
  const total = queries?.length ?? points.count;
  const search = new TreeSearch(points, among ?? allOf(points.count), k, () => tick(0, total));
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

function allOf(count: number): Uint32Array {
  const all = new Uint32Array(count);
  for (let point = 0; point < count; point++) all[point] = point;
  return all;
}

/**
 * A k-d tree of boxes (Bentley 1975): a box is passed over when even its nearest corner is farther than the k-th
 * neighbour so far. The distance to a box is summed in the same order as that to a point, and rounding is monotone, so
 * no neighbour is lost. In many dimensions no box can be passed over, and every query looks at all points.
 */
class TreeSearch {
  /** Of the query last run: nearest first. */
  readonly points: Uint32Array;
  readonly distances: Float64Array;
  readonly #k: number;
  readonly #d: number;
  readonly #source: Float64Array;
  readonly #nominal: Nominal | undefined;
  /** Point numbers in tree order, and their coordinates in that order. */
  readonly #order: Uint32Array;
  readonly #values: Float64Array;
  /** Per node: first and last position + 1 in tree order, right child (0: leaf; the left one follows the node). */
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  readonly #right: number[] = [];
  /** Lowest and highest coordinate per node and dimension. */
  readonly #low: number[] = [];
  readonly #high: number[] = [];
  readonly #query: Float64Array;
  #self = 0;
  #found = 0;

  constructor(points: Points, among: Uint32Array, k: number, tick: () => void) {
    const { dimensions, values, nominal } = points;
    this.#k = k;
    this.#d = dimensions;
    this.#source = values;
    this.#nominal = nominal?.dimensions ? nominal : undefined;
    this.points = new Uint32Array(k);
    this.distances = new Float64Array(k);
    this.#query = new Float64Array(dimensions);
    this.#order = among.slice();
    if (among.length) this.#build(0, among.length, tick);
    this.#values = new Float64Array(among.length * dimensions);
    this.#order.forEach((point, position) => {
      const from = point * dimensions;
      this.#values.set(values.subarray(from, from + dimensions), position * dimensions);
    });
  }

  run(point: number): void {
    this.#found = 0;
    this.points.fill(NO_POINT);
    this.distances.fill(Infinity);
    this.#self = point;
    const from = point * this.#d;
    this.#query.set(this.#source.subarray(from, from + this.#d));
    if (this.#order.length) this.#visit(0);
  }

  /** The node of the points at [from, to) in tree order, and all below it. */
  #build(from: number, to: number, tick: () => void): number {
    if (to - from > 4096) tick();
    const node = this.#from.length;
    this.#from.push(from);
    this.#to.push(to);
    this.#right.push(0);
    const axis = this.#measure(from, to);
    if (to - from <= LEAF || axis < 0) return node;
    const along = (point: number) => this.#source[point * this.#d + axis]!;
    this.#order.subarray(from, to).sort((a, b) => along(a) - along(b));
    const middle = (from + to) >> 1;
    this.#build(from, middle, tick);
    this.#right[node] = this.#build(middle, to, tick);
    return node;
  }

  /** Records the box of [from, to); answers its longest side, -1 when all points are equal. */
  #measure(from: number, to: number): number {
    let axis = -1;
    let longest = 0;
    for (let d = 0; d < this.#d; d++) {
      let low = Infinity;
      let high = -Infinity;
      for (let at = from; at < to; at++) {
        const value = this.#source[this.#order[at]! * this.#d + d]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      this.#low.push(low);
      this.#high.push(high);
      if (high - low > longest) {
        longest = high - low;
        axis = d;
      }
    }
    return axis;
  }

  #visit(node: number): void {
    const right = this.#right[node]!;
    if (right === 0) {
      const to = this.#to[node]!;
      for (let at = this.#from[node]!; at < to; at++) this.#offer(at);
      return;
    }
    const left = node + 1;
    const toLeft = this.#toBox(left);
    const toRight = this.#toBox(right);
    if (toLeft <= toRight) {
      if (this.#mayEnter(toLeft)) this.#visit(left);
      if (this.#mayEnter(toRight)) this.#visit(right);
    } else {
      if (this.#mayEnter(toRight)) this.#visit(right);
      if (this.#mayEnter(toLeft)) this.#visit(left);
    }
  }

  /** At equal distance the smaller point number wins, so equality must look inside. */
  #mayEnter(distance: number): boolean {
    return this.#found < this.#k || distance <= this.distances[this.#k - 1]!;
  }

  /** Squared distance from the query to the nearest corner or side of a box. */
  #toBox(node: number): number {
    let sum = 0;
    for (let d = 0, at = node * this.#d; d < this.#d; d++, at++) {
      const value = this.#query[d]!;
      const below = this.#low[at]! - value;
      const above = value - this.#high[at]!;
      const gap = below > 0 ? below : above > 0 ? above : 0;
      sum += gap * gap;
    }
    return sum;
  }

  /** Takes a candidate in if it is among the k nearest so far. */
  #offer(position: number): void {
    const point = this.#order[position]!;
    if (point === this.#self) return;
    const full = this.#found === this.#k;
    const worst = full ? this.distances[this.#k - 1]! : Infinity;
    let sum = 0;
    for (let d = 0, at = position * this.#d; d < this.#d; d++, at++) {
      const difference = this.#query[d]! - this.#values[at]!;
      sum += difference * difference;
      if (sum > worst) return;
    }
    if (this.#nominal) sum += mismatches(this.#nominal, this.#self, point);
    let slot = full ? this.#k - 1 : this.#found;
    if (full && (sum > worst || (sum === worst && point > this.points[slot]!))) return;
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

/** What the nominal columns add to the squared distance of two points. */
export function mismatches({ dimensions, codes, mismatch }: Nominal, a: number, b: number): number {
  let different = 0;
  for (let i = a * dimensions, j = b * dimensions, d = 0; d < dimensions; d++, i++, j++) {
    if (codes[i] !== codes[j]) different++;
  }
  return mismatch * different;
}

/** The squared distance of two points as it is summed everywhere; anything above `enough` once it is surely above. */
export function squaredDistance(points: Points, a: number, b: number, enough = Infinity): number {
  const { dimensions, values, nominal } = points;
  let sum = 0;
  for (let i = a * dimensions, j = b * dimensions, d = 0; d < dimensions; d++, i++, j++) {
    const difference = values[i]! - values[j]!;
    sum += difference * difference;
    if (sum > enough) return sum;
  }
  return nominal?.dimensions ? sum + mismatches(nominal, a, b) : sum;
}
