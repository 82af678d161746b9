import { boxTree, NODE, type BoxTree } from './box-tree';
import { mismatches, NO_POINT, type Nominal, type Points } from './nearest-neighbours';

/** Points per leaf: below it, looking at all is quicker than looking at boxes. */
const LEAF = { leaf: 12, multiple: 1 };

/**
 * The nearest points of one query after another: a box is passed over when even its nearest corner is farther than the
 * k-th neighbour so far. The distance to a box is summed in the same order as that to a point, and rounding is monotone,
 * so no neighbour is lost. The twin of the kernel in block-search.ts.
 */
export class TreeSearch {
  /** Of the query last run: nearest first. */
  readonly points: Uint32Array;
  readonly distances: Float64Array;
  readonly #k: number;
  readonly #d: number;
  readonly #source: Float64Array;
  readonly #nominal: Nominal | undefined;
  readonly #tree: BoxTree;
  /** Coordinates in tree order. */
  readonly #values: Float64Array;
  readonly #query: Float64Array;
  #self = 0;
  #found = 0;

  /** @throws Cancelled */
  constructor(points: Points, among: Uint32Array, k: number, tick: () => void) {
    const { dimensions, values, nominal } = points;
    this.#k = k;
    this.#d = dimensions;
    this.#source = values;
    this.#nominal = nominal?.dimensions ? nominal : undefined;
    this.points = new Uint32Array(k);
    this.distances = new Float64Array(k);
    this.#query = new Float64Array(dimensions);
    this.#tree = boxTree(points, among, LEAF, tick);
    this.#values = new Float64Array(among.length * dimensions);
    this.#tree.order.forEach((point, position) => {
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
    if (this.#tree.order.length) this.#visit(0);
  }

  #visit(node: number): void {
    const { nodes } = this.#tree;
    const right = nodes[node * NODE + 2]!;
    if (right === 0) {
      const to = nodes[node * NODE + 1]!;
      for (let at = nodes[node * NODE]!; at < to; at++) this.#offer(at);
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
    const { boxes } = this.#tree;
    let sum = 0;
    for (let d = 0, at = 2 * node * this.#d; d < this.#d; d++, at += 2) {
      const value = this.#query[d]!;
      const below = boxes[at]! - value;
      const above = value - boxes[at + 1]!;
      const gap = below > 0 ? below : above > 0 ? above : 0;
      sum += gap * gap;
    }
    return sum;
  }

  /** Takes a candidate in if it is among the k nearest so far. */
  #offer(position: number): void {
    const point = this.#tree.order[position]!;
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
