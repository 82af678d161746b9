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

/**
 * Halves points along the longest side of their box until `leaf` of them are left. Leaves begin at multiples of
 * `multiple`, and only the last has another length. The order within a leaf is not defined, but the same every time.
 * @throws Cancelled
 */
export function boxTree(
  points: Points,
  among: Uint32Array,
  { leaf, multiple }: { leaf: number; multiple: number },
  tick: () => void,
): BoxTree {
  return new Builder(points, among, leaf, multiple, tick).tree;
}

class Builder {
  readonly tree: BoxTree;
  readonly #values: Float64Array;
  readonly #d: number;
  readonly #leaf: number;
  readonly #multiple: number;
  readonly #tick: () => void;
  readonly #order: Uint32Array;
  readonly #nodes: number[] = [];
  readonly #boxes: number[] = [];

  constructor(
    { dimensions, values }: Points,
    among: Uint32Array,
    leaf: number,
    multiple: number,
    tick: () => void,
  ) {
    this.#values = values;
    this.#d = dimensions;
    this.#leaf = leaf;
    this.#multiple = multiple;
    this.#tick = tick;
    this.#order = among.slice();
    if (among.length) this.#build(0, among.length);
    this.tree = {
      order: this.#order,
      nodes: Uint32Array.from(this.#nodes),
      boxes: Float64Array.from(this.#boxes),
    };
  }

  /** The node of the points at [from, to), and all below it; answers its number. */
  #build(from: number, to: number): number {
    if (to - from > 2048) this.#tick();
    const node = this.#nodes.length / NODE;
    this.#nodes.push(from, to, 0);
    const axis = this.#measure(from, to);
    const half = Math.ceil((to - from) / (2 * this.#multiple)) * this.#multiple;
    if (to - from <= this.#leaf || half >= to - from) return node;
    if (axis >= 0) this.#select(from, to - 1, from + half, axis);
    this.#build(from, from + half);
    this.#nodes[node * NODE + 2] = this.#build(from + half, to);
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
        const value = this.#values[this.#order[at]! * this.#d + d]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      this.#boxes.push(low, high);
      if (high - low > longest) {
        longest = high - low;
        axis = d;
      }
    }
    return axis;
  }

  /** Moves the points with the smallest coordinates of [first, last] before position `nth` (Hoare 1961). */
  #select(first: number, last: number, nth: number, axis: number): void {
    const order = this.#order;
    const along = (at: number) => this.#values[order[at]! * this.#d + axis]!;
    while (first < last) {
      const pivot = middleOf(along(first), along((first + last) >> 1), along(last));
      let i = first;
      let j = last;
      while (i <= j) {
        while (along(i) < pivot) i++;
        while (along(j) > pivot) j--;
        if (i > j) break;
        const moved = order[i]!;
        order[i++] = order[j]!;
        order[j--] = moved;
      }
      if (nth <= j) last = j;
      else if (nth >= i) first = i;
      else return;
    }
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
