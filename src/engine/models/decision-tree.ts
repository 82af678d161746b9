import type { Bins } from './bins';
import type { ModelTick } from './design';

/** How far a tree grows. */
export interface TreeOptions {
  readonly depth?: number;
  /** Fewest rows of a leaf. */
  readonly leaf?: number;
}

/** A cut, whose children are `left` and `left + 1`, or a leaf (`left` is 0) with its class. */
interface Node {
  column: number;
  /** Rows whose bin is at most this go left. */
  bin: number;
  left: number;
  label: number;
}

/** A classification tree over binned columns. */
export interface DecisionTree {
  /** The class of a row of the bins it was grown on. */
  classOf(row: number): number;
}

/**
 * A classification tree (Breiman et al. 1984): each cut is the one of least Gini impurity over all columns, of equals
 * the first column and lowest bin, half way between the bins of the rows it parts; leaves answer with their most frequent class, of equals the first.
 *
 * @param rows rows of `bins` to learn from, at least one
 * @param classes class per row of `bins`, 0 .. classCount - 1
 * @throws Cancelled
 */
export function growTree(
  bins: Bins,
  rows: Uint32Array,
  classes: Uint32Array,
  classCount: number,
  tick: ModelTick,
  { depth = 8, leaf = 1 }: TreeOptions = {},
): DecisionTree {
  const nodes = new Growth(bins, rows.slice(), classes, classCount, leaf, tick).grow(depth);
  const columns = Array.from({ length: bins.columns }, (_, column) => bins.column(column));
  return {
    classOf: (row) => {
      let node = nodes[0]!;
      while (node.left) node = nodes[node.left + (columns[node.column]![row]! > node.bin ? 1 : 0)]!;
      return node.label;
    },
  };
}

interface Cut {
  readonly column: number;
  readonly bin: number;
}

class Growth {
  readonly #bins: Bins;
  readonly #classes: Uint32Array;
  readonly #leaf: number;
  readonly #tick: ModelTick;
  /** Rows in the order of the leaves: each node is a stretch. */
  readonly #rows: Uint32Array;
  readonly #sorted: Uint32Array;
  readonly #left: Float64Array;
  readonly #all: Float64Array;

  constructor(
    bins: Bins,
    rows: Uint32Array,
    classes: Uint32Array,
    classCount: number,
    leaf: number,
    tick: ModelTick,
  ) {
    this.#bins = bins;
    this.#rows = rows;
    this.#classes = classes;
    this.#leaf = leaf;
    this.#tick = tick;
    this.#sorted = new Uint32Array(rows.length);
    this.#left = new Float64Array(classCount);
    this.#all = new Float64Array(classCount);
  }

  grow(depth: number): Node[] {
    const nodes: Node[] = [{ column: 0, bin: 0, left: 0, label: 0 }];
    const open = [{ node: 0, from: 0, to: this.#rows.length, depth }];
    for (let work = open.pop(); work; work = open.pop()) {
      const node = nodes[work.node]!;
      const { label, pure } = this.#count(work.from, work.to);
      node.label = label;
      const cut = pure || !work.depth ? undefined : this.#bestCut(work.from, work.to);
      this.#forget(work.from, work.to);
      if (!cut) continue;
      const middle = this.#part(work.from, work.to, cut);
      node.column = cut.column;
      node.bin = cut.bin;
      node.left = nodes.length;
      const below = { depth: work.depth - 1 };
      open.push({ ...below, node: nodes.length, from: work.from, to: middle });
      open.push({ ...below, node: nodes.length + 1, from: middle, to: work.to });
      for (let child = 0; child < 2; child++) nodes.push({ column: 0, bin: 0, left: 0, label: 0 });
    }
    return nodes;
  }

  /** Counts the classes of a stretch into `#all`. */
  #count(from: number, to: number): { label: number; pure: boolean } {
    let label = this.#classes[this.#rows[from]!]!;
    let kinds = 0;
    for (let at = from; at < to; at++) {
      if (this.#all[this.#classes[this.#rows[at]!]!]!++ === 0) kinds++;
    }
    for (let at = from; at < to; at++) {
      const own = this.#classes[this.#rows[at]!]!;
      const more = this.#all[own]! - this.#all[label]!;
      if (more > 0 || (more === 0 && own < label)) label = own;
    }
    return { label, pure: kinds < 2 };
  }

  #forget(from: number, to: number): void {
    for (let at = from; at < to; at++) this.#all[this.#classes[this.#rows[at]!]!] = 0;
  }

  /**
   * The cut of least Gini impurity: of most (sum of squared counts on the left) / left + the same on the right. Both
   * sums follow from row to row.
   */
  #bestCut(from: number, to: number): Cut | undefined {
    const total = to - from;
    let allSquares = 0;
    this.#eachClass(from, to, (count) => {
      allSquares += count * count;
    });
    let best: Cut | undefined;
    let most = allSquares / total + 1e-9;
    for (let column = 0; column < this.#bins.columns; column++) {
      this.#tick();
      const codes = this.#bins.column(column);
      const sorted = this.#sortedBy(codes, this.#bins.count(column), from, to);
      let leftSquares = 0;
      let rightSquares = allSquares;
      for (let i = 0; i < total - 1; i++) {
        const row = sorted[i]!;
        const own = this.#classes[row]!;
        const left = this.#left[own]!++;
        leftSquares += 2 * left + 1;
        rightSquares -= 2 * (this.#all[own]! - left) - 1;
        const taken = i + 1;
        if (codes[row] === codes[sorted[taken]!]) continue;
        if (taken < this.#leaf || total - taken < this.#leaf) continue;
        const purity = leftSquares / taken + rightSquares / (total - taken);
        if (purity <= most) continue;
        most = purity;
        // Half way between the two rows, as far as bins tell: rows in between have not been seen.
        best = { column, bin: (codes[row]! + codes[sorted[taken]!]! - 1) >> 1 };
      }
      for (let i = 0; i < total; i++) this.#left[this.#classes[sorted[i]!]!] = 0;
    }
    return best;
  }

  /** Each class of a stretch once, with its count in `#all`; counts are marked by `#left` meanwhile. */
  #eachClass(from: number, to: number, visit: (count: number) => void): void {
    for (let at = from; at < to; at++) {
      const own = this.#classes[this.#rows[at]!]!;
      if (this.#left[own]!++ === 0) visit(this.#all[own]!);
    }
    for (let at = from; at < to; at++) this.#left[this.#classes[this.#rows[at]!]!] = 0;
  }

  /** Rows of a stretch by bin, in their order within a bin. */
  #sortedBy(codes: Uint8Array, bins: number, from: number, to: number): Uint32Array {
    const starts = new Uint32Array(bins + 1);
    for (let at = from; at < to; at++) starts[codes[this.#rows[at]!]! + 1]!++;
    for (let bin = 0; bin < bins; bin++) starts[bin + 1]! += starts[bin]!;
    for (let at = from; at < to; at++) {
      const row = this.#rows[at]!;
      this.#sorted[starts[codes[row]!]!++] = row;
    }
    return this.#sorted;
  }

  /** Parts a stretch by a cut; answers where the right side starts. */
  #part(from: number, to: number, { column, bin }: Cut): number {
    const codes = this.#bins.column(column);
    let middle = from;
    let right = 0;
    for (let at = from; at < to; at++) {
      const row = this.#rows[at]!;
      if (codes[row]! <= bin) this.#rows[middle++] = row;
      else this.#sorted[right++] = row;
    }
    this.#rows.set(this.#sorted.subarray(0, right), middle);
    return middle;
  }
}
