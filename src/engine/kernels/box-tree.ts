import type { Points } from './nearest-neighbours';

/** A tree of boxes (Bentley 1975) over some points: every node is a range of `order`, and so is each of its halves. */
export interface BoxTree {
  /** Point numbers in tree order. */
  readonly order: Uint32Array;
  /** Per node: first and last position + 1 in `order`, right child (0: a leaf; the left one follows the node). */
  readonly nodes: Uint32Array;
  /** Per node and dimension the lowest and the highest coordinate. */
  readonly boxes: Float64Array;
}

/** Entries of `BoxTree.nodes` per node. */
export const NODE = 3;

/** Points of a node by whose spread it is halved, evenly over its range: which side is longest matters little. */
const LOOKED_AT = 64;
/** The same where nothing but an order comes of it. */
const FEW_LOOKED_AT = 16;
/** More groups of points that stand together than this are halved about in the middle, in one pass. */
const ROUGHLY = 32;

/**
 * Halves points along the longest side of the box of some of them until `leaf` are left. Leaves begin at multiples of
 * `multiple`, and only the last has another length. The order within a leaf is not defined, but the same every time;
 * points of a leaf that lie near each other stand together down to so many as `together`.
 * @throws Cancelled
 */
export function boxTree(
  points: Points,
  among: Uint32Array,
  { leaf, multiple, together = leaf }: { leaf: number; multiple: number; together?: number },
  tick: () => void,
): BoxTree {
  return new Builder(points, among, { leaf, multiple, together }, tick).tree;
}

/** The order of such a tree alone: points that lie near each other stand together. @throws Cancelled */
export function nearbyOrder(
  points: Points,
  among: Uint32Array,
  block: number,
  tick: () => void,
): Uint32Array {
  const sizes = { leaf: among.length, multiple: block, together: block };
  const builder = new Builder(points, among, sizes, tick, false);
  return builder.tree.order;
}

class Builder {
  readonly tree: BoxTree;
  readonly #values: Float64Array;
  readonly #d: number;
  readonly #leaf: number;
  readonly #multiple: number;
  readonly #together: number;
  readonly #tick: () => void;
  readonly #order: Uint32Array;
  readonly #nodes: number[] = [];
  /** Coordinates by which points are halved, at their places in `#order`. */
  readonly #keys: Float64Array;
  /** Scratch: the lowest and the highest coordinate per dimension. */
  readonly #sides: Float64Array;
  /** Filled from the leaves up; absent when nobody asks. */
  readonly #boxes: Float64Array | undefined;

  constructor(
    { dimensions, values }: Points,
    among: Uint32Array,
    { leaf, multiple, together }: { leaf: number; multiple: number; together: number },
    tick: () => void,
    boxed = true,
  ) {
    this.#values = values;
    this.#d = dimensions;
    this.#leaf = leaf;
    this.#multiple = multiple;
    this.#together = together;
    this.#tick = tick;
    this.#order = among.slice();
    this.#keys = new Float64Array(among.length);
    this.#sides = new Float64Array(2 * dimensions);
    // Halves differ by less than `multiple`, so a leaf has more than a quarter of `leaf`, and at least one point.
    const most = 2 * Math.ceil(among.length / Math.max(1, leaf >> 2)) + 1;
    this.#boxes = boxed ? new Float64Array(2 * dimensions * most) : undefined;
    if (among.length) this.#build(0, among.length);
    const nodes = Uint32Array.from(this.#nodes);
    const used = (nodes.length / NODE) * 2 * dimensions;
    this.tree = {
      order: this.#order,
      nodes,
      boxes: this.#boxes?.subarray(0, used) ?? new Float64Array(0),
    };
  }

  /** The node of the points at [from, to), and all below it; answers its number. */
  #build(from: number, to: number): number {
    if (to - from > 2048) this.#tick();
    const node = this.#nodes.length / NODE;
    this.#nodes.push(from, to, 0);
    const half = Math.ceil((to - from) / (2 * this.#multiple)) * this.#multiple;
    if (to - from <= this.#leaf || half >= to - from) {
      const { length } = this.#sides;
      if (this.#boxes) {
        boxOf(this.#values, this.#d, this.#order, from, to, 1, this.#boxes, length * node);
      }
      this.#arrange(from, to);
      return node;
    }
    const axis = this.#longest(from, to);
    if (axis >= 0) this.#select(from, to - 1, from + half, axis);
    this.#build(from, from + half);
    const right = this.#build(from + half, to);
    this.#nodes[node * NODE + 2] = right;
    if (this.#boxes) this.#join(node, right, this.#boxes);
    return node;
  }

  /** Halves the points of a leaf until so many are left as stand together. */
  #arrange(from: number, to: number): void {
    if (to - from > 2048) this.#tick();
    const together = this.#together;
    const half = Math.ceil((to - from) / (2 * together)) * together;
    if (to - from <= together || half >= to - from) return;
    const axis = this.#longest(from, to, Math.ceil((to - from) / FEW_LOOKED_AT));
    if (axis < 0) return;
    let middle = from + half;
    if (to - from > ROUGHLY * together) middle = this.#roughly(from, to, axis);
    else this.#select(from, to - 1, middle, axis);
    this.#arrange(from, middle);
    this.#arrange(middle, to);
  }

  /** Divides many points at the middle of some of them, and answers where, at a multiple of those that stand together. */
  #roughly(from: number, to: number, axis: number): number {
    const pivot = middleAlong(this.#values, this.#d, this.#order, axis, from, to);
    const below = parted(this.#values, this.#d, this.#order, axis, from, to, pivot) - from;
    const together = this.#together;
    // Where most are equal along the side, any halves will do.
    const uneven = Math.min(below, to - from - below) < (to - from) / 8;
    return from + Math.round((uneven ? (to - from) / 2 : below) / together) * together;
  }

  /** The longest side of the box of every `step`th point of [from, to), -1 when all points are equal. */
  #longest(
    from: number,
    to: number,
    step = Math.max(1, Math.floor((to - from) / LOOKED_AT)),
  ): number {
    const sides = this.#sides;
    boxOf(this.#values, this.#d, this.#order, from, to, step, sides, 0);
    let axis = -1;
    let longest = 0;
    for (let d = 0; d < this.#d; d++) {
      const length = sides[2 * d + 1]! - sides[2 * d]!;
      if (length > longest) {
        longest = length;
        axis = d;
      }
    }
    return axis < 0 && step > 1 ? this.#longest(from, to, 1) : axis;
  }

  /** Records the box of a node whose halves are known. */
  #join(node: number, right: number, boxes: Float64Array): void {
    const width = 2 * this.#d;
    for (let side = 0; side < width; side += 2) {
      const [a, b] = [(node + 1) * width + side, right * width + side];
      boxes[node * width + side] = Math.min(boxes[a]!, boxes[b]!);
      boxes[node * width + side + 1] = Math.max(boxes[a + 1]!, boxes[b + 1]!);
    }
  }

  /** Moves the points with the smallest coordinates of [first, last] before position `nth`. */
  #select(first: number, last: number, nth: number, axis: number): void {
    const keys = this.#keys;
    const order = this.#order;
    keysAlong(this.#values, this.#d, order, axis, first, last, keys);
    select(keys, order, first, last, nth);
  }
}

// Loops over typed arrays alone, each a function of its own: they are run before anything is compiled.

/** Writes the lowest and the highest coordinate of every `step`th point of [from, to) per dimension, from `at` on. */
function boxOf(
  values: Float64Array,
  dimensions: number,
  order: Uint32Array,
  from: number,
  to: number,
  step: number,
  box: Float64Array,
  at: number,
): void {
  const end = at + 2 * dimensions;
  for (let side = at; side < end; side += 2) {
    box[side] = Infinity;
    box[side + 1] = -Infinity;
  }
  for (let place = from; place < to; place += step) {
    let from = order[place]! * dimensions;
    for (let side = at; side < end; side += 2) {
      const value = values[from++]!;
      if (value < box[side]!) box[side] = value;
      if (value > box[side + 1]!) box[side + 1] = value;
    }
  }
}

/** The middle of some coordinates of [from, to), evenly over the range. */
function middleAlong(
  values: Float64Array,
  dimensions: number,
  order: Uint32Array,
  axis: number,
  from: number,
  to: number,
): number {
  const sample = new Float64Array(LOOKED_AT);
  const step = (to - from) / LOOKED_AT;
  for (let i = 0; i < LOOKED_AT; i++) {
    sample[i] = values[order[from + Math.floor(i * step)]! * dimensions + axis]!;
  }
  return sample.sort()[LOOKED_AT >> 1]!;
}

/** Moves the points of [from, to) below `pivot` to the front, without branches; answers where the others begin. */
function parted(
  values: Float64Array,
  dimensions: number,
  order: Uint32Array,
  axis: number,
  from: number,
  to: number,
  pivot: number,
): number {
  let next = from;
  for (let at = from; at < to; at++) {
    const point = order[at]!;
    order[at] = order[next]!;
    order[next] = point;
    next += values[point * dimensions + axis]! < pivot ? 1 : 0;
  }
  return next;
}

function keysAlong(
  values: Float64Array,
  dimensions: number,
  order: Uint32Array,
  axis: number,
  first: number,
  last: number,
  keys: Float64Array,
): void {
  for (let at = first; at <= last; at++) keys[at] = values[order[at]! * dimensions + axis]!;
}

/** Moves the smallest keys of [first, last], and the points they are of, before position `nth` (Hoare 1961). */
function select(
  keys: Float64Array,
  order: Uint32Array,
  first: number,
  last: number,
  nth: number,
): void {
  while (first < last) {
    const pivot = middleOf(keys[first]!, keys[(first + last) >> 1]!, keys[last]!);
    let i = first;
    let j = last;
    while (i <= j) {
      while (keys[i]! < pivot) i++;
      while (keys[j]! > pivot) j--;
      if (i > j) break;
      const key = keys[i]!;
      keys[i] = keys[j]!;
      keys[j] = key;
      const point = order[i]!;
      order[i++] = order[j]!;
      order[j--] = point;
    }
    if (nth <= j) last = j;
    else if (nth >= i) first = i;
    else return;
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
