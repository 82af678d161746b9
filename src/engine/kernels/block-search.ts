import { compiled } from '../../kernels/compiled';
import { WASM_BASE64 } from '../../kernels/neighbours.wasm';
import { boxTree, nearbyOrder, NODE, type BoxTree } from './box-tree';
import { filterSpace, type FilterSpace } from './filter-space';
import { NO_POINT, type Asked, type Neighbours, type Points } from './nearest-neighbours';
import {
  BLOCK,
  searchBlocks,
  searchKernel,
  searchSome,
  searchState,
  stopSearch,
  type SearchJob,
  type SearchKernel,
} from './search-job';
import { limitsOf } from './search-limits';
import { giveMemory, Layout, takeMemory } from './search-memory';

/** Blocks that are a sample, and how many times so many there must be for it to be worth it. */
const SAMPLED = 64;
const SAMPLED_OF = 8;
/** Points of a tile. */
const TILE = 32;
/** Points of the tree that are placed between two ticks. */
const PLACED = 1 << 12;

/**
 * The nearest points of blocks of up to 16 queries that lie near each other, with the WebAssembly kernel. A block walks
 * the tree together, so that a leaf is read once for all of its queries; a leaf is filtered in float32 or 16-bit numbers
 * by dot products, and what the filter cannot exclude is measured in float64 as the twin does, `TreeSearch`. Points, tree
 * and answers lie in memory that all threads share.
 */
export class BlockSearch {
  /** For threads that help, numbered from 1. */
  readonly job: SearchJob;
  readonly #kernel: SearchKernel;
  readonly #k: number;
  /** What was found, a list for each query in the order of `queries`. */
  readonly #points: Uint32Array;
  readonly #distances: Float64Array;
  /** The list of each query in the order of asking. */
  readonly #lists: Uint32Array;
  /** The kernel's `limits`. */
  readonly #limits: Float64Array;

  /**
   * The search, or undefined where there is no WebAssembly, not enough memory, or no scale for the numbers.
   * @throws Cancelled (from tick)
   */
  static over(
    points: Points,
    { queries, among }: Required<Asked>,
    k: number,
    { whole, helpers }: { whole: boolean; helpers: number },
    tick: () => void,
  ): BlockSearch | undefined {
    const module = compiled(WASM_BASE64);
    const space = module && filterSpace(points, among, whole);
    if (!space) return undefined;
    const leaf = points.dimensions > 12 ? 8 * TILE : TILE;
    const tree = boxTree(points, among, { leaf, multiple: TILE, together: BLOCK }, tick);
    const order = orderOf(points, queries, tree, tick);
    try {
      return new BlockSearch(module, points, { space, tree, queries, order }, k, helpers, tick);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  private constructor(
    module: WebAssembly.Module,
    points: Points,
    { space, tree, queries, order }: Parts,
    k: number,
    helpers: number,
    tick: () => void,
  ) {
    const d = points.dimensions;
    const sides = d + (d % 2);
    const kinds = points.nominal?.dimensions ?? 0;
    const count = tree.order.length;
    const total = order.length;
    const tiles = Math.ceil(count / TILE);
    const { numbers, rowOf } = rowsOf(points.count, queries, tree.order);
    const rows = numbers.length;
    const layout = new Layout();
    const at = {
      values: layout.take(8 * rows * d),
      codes: layout.take(4 * rows * kinds),
      numbers: layout.take(4 * rows),
      rows: layout.take(4 * count),
      norms: layout.take(4 * tiles * TILE),
      tiles: layout.take(4 * tiles * TILE * space.words),
      nodes: layout.take(tree.nodes.byteLength),
      boxes: layout.take((16 * sides * tree.nodes.length) / NODE),
      mean: layout.take(8 * d),
      levels: layout.take(4 * space.levels.length),
      asking: layout.take(4 * total),
      lists: layout.take(4 * total),
      points: layout.take(4 * total * k),
      distances: layout.take(8 * total * k),
      limits: layout.take(16),
    };
    const rooms = Array.from({ length: 1 + helpers }, () => roomIn(layout, space, sides, k));
    const memory = takeMemory(layout.pages);
    const buffer = memory.buffer as object as SharedArrayBuffer;
    const { mismatch = 0 } = points.nominal ?? {};
    this.job = {
      module,
      memory,
      space: [
        ...[d, kinds, space.words, Number(space.whole), space.scale],
        ...[space.coordinates, space.levels.length, space.level, at.mean, at.levels],
      ],
      tree: [
        ...[mismatch, count, at.values, at.codes, at.numbers],
        ...[at.rows, at.norms, at.tiles, at.nodes, at.boxes],
      ],
      queries: [k, at.asking, at.lists, at.points, at.distances, at.limits],
      rooms,
      total,
      state: searchState(total),
    };
    this.#kernel = searchKernel(this.job, 0);
    this.#k = k;
    this.#points = new Uint32Array(buffer, at.points, total * k);
    this.#distances = new Float64Array(buffer, at.distances, total * k);
    this.#lists = new Uint32Array(buffer, at.lists, total);
    this.#limits = new Float64Array(buffer, at.limits, 2).fill(Infinity);
    new Float64Array(buffer, at.mean, d).set(space.mean);
    new Uint32Array(buffer, at.levels, space.levels.length).set(space.levels);
    new Uint32Array(buffer, at.numbers, rows).set(numbers);
    new Uint32Array(buffer, at.nodes, tree.nodes.length).set(tree.nodes);
    const boxes = new Float64Array(buffer, at.boxes, (2 * sides * tree.nodes.length) / NODE);
    cornersOf(tree.boxes, d, boxes, sides);
    for (const { block } of rooms) {
      new Float64Array(buffer, block[1]!, BLOCK * sides).fill(0);
      new Uint32Array(buffer, block[6]!, BLOCK * k).fill(NO_POINT);
    }
    copyPoints(points, numbers, {
      values: new Float64Array(buffer, at.values, rows * d),
      codes: new Uint32Array(buffer, at.codes, rows * kinds),
    });
    replaced(tree.order, rowOf, new Uint32Array(buffer, at.rows, count));
    for (let from = 0; from < count; from += PLACED) {
      tick();
      this.#kernel.placeTree(from, Math.min(count, from + PLACED));
    }
    replaced(order, rowOf, new Uint32Array(buffer, at.asking, total));
    // A list for each query in the order of `queries`.
    for (let list = 0; list < total; list++) rowOf[queries[list]!] = list;
    replaced(order, rowOf, this.#lists);
  }

  /** Points that the filter let pass in this thread. */
  get measured(): number {
    return this.#kernel.measuredPoints();
  }

  /**
   * Searches a sample, and from then on only as far as it says that the `few` lists need which have the smallest sums of
   * distances. Before threads help.
   */
  limitTo(few: number, tick: () => void): void {
    const { total } = this.job;
    if (total < SAMPLED_OF * SAMPLED * BLOCK) return;
    const sample = searchSome(this.#kernel, this.job, SAMPLED, tick);
    const lists = Array.from(sample, (place) => {
      const from = this.#lists[place]! * this.#k;
      return this.#distances.slice(from, from + this.#k).map(Math.sqrt);
    });
    const limits = limitsOf(lists, few / total);
    if (limits) this.#limits.set([limits.within ** 2, limits.enough]);
  }

  /** Whether the sample foresaw well: the sums of `few` lists at least are within the limit, so that none of them is short. */
  hasFew(few: number): boolean {
    const [, enough] = this.#limits;
    let below = 0;
    for (let at = 0; at < this.#distances.length;) {
      let sum = 0;
      for (const end = at + this.#k; at < end; at++) sum += Math.sqrt(this.#distances[at]!);
      if (sum <= enough!) below++;
    }
    return below >= few;
  }

  /** Searches together with those that help; see `searchBlocks`. */
  run(go: (done: number) => boolean): boolean {
    return searchBlocks(this.#kernel, this.job, go);
  }

  /** What was found, once `run` answered that it is done. */
  get found(): Neighbours {
    return { k: this.#k, points: this.#points.slice(), distances: this.#distances.slice() };
  }

  /** Ends the search, done or not. */
  end(done: boolean): void {
    if (stopSearch(this.job, done)) giveMemory(this.job.memory);
  }
}

interface Parts {
  readonly space: FilterSpace;
  readonly tree: BoxTree;
  readonly queries: Uint32Array;
  /** Queries, those beside each other that lie near each other. */
  readonly order: Uint32Array;
}

/** The order in which points ask. */
function orderOf(
  points: Points,
  queries: Uint32Array,
  { order }: BoxTree,
  tick: () => void,
): Uint32Array {
  if (2 * queries.length >= order.length) {
    const asks = new Uint8Array(points.count);
    for (const point of queries) asks[point] = 1;
    const asking = order.filter((point) => asks[point] === 1);
    // Where most points ask, they stand in the order of the tree already.
    if (asking.length === queries.length) return asking;
  }
  return nearbyOrder(points, queries, BLOCK, tick);
}

/** The points that ask or are asked, ascending, and which of them each is. */
function rowsOf(count: number, queries: Uint32Array, asked: Uint32Array) {
  const rowOf = new Uint32Array(count);
  for (let i = 0; i < queries.length; i++) rowOf[queries[i]!] = 1;
  for (let i = 0; i < asked.length; i++) rowOf[asked[i]!] = 1;
  const numbers = new Uint32Array(count);
  let rows = 0;
  for (let point = 0; point < count; point++) {
    if (rowOf[point] === 0) continue;
    numbers[rows] = point;
    rowOf[point] = rows++;
  }
  return { numbers: numbers.subarray(0, rows), rowOf };
}

/** What stands in `by` for each number. */
function replaced(numbers: Uint32Array, by: Uint32Array, to: Uint32Array): void {
  for (let i = 0; i < numbers.length; i++) to[i] = by[numbers[i]!]!;
}

/** Room that a thread has for itself. */
function roomIn(
  layout: Layout,
  { words, coordinates }: FilterSpace,
  sides: number,
  k: number,
): SearchJob['rooms'][number] {
  const block = [4, 8 * sides, 4 * words, 8, 4].map((bytes) => layout.take(BLOCK * bytes));
  block.push(layout.take(16 * sides), layout.take(4 * BLOCK * k), layout.take(8 * BLOCK * k));
  return { block, located: layout.take(8 * (coordinates + 1)) };
}

/** Boxes as pairs of sides to boxes as pairs of corners, each padded to `sides` numbers. */
function cornersOf(boxes: Float64Array, d: number, to: Float64Array, sides: number): void {
  if (sides > d) to.fill(0);
  for (let side = 0; side < boxes.length; side += 2) {
    const dimension = (side >> 1) % d;
    const at = 2 * sides * Math.floor(side / (2 * d)) + dimension;
    to[at] = boxes[side]!;
    to[at + sides] = boxes[side + 1]!;
  }
}

/** Copies the coordinates and codes of points, those with numbers one after the other at once. */
function copyPoints(
  { dimensions, values, nominal }: Points,
  numbers: Uint32Array,
  to: { readonly values: Float64Array; readonly codes: Uint32Array },
): void {
  for (let row = 0, next = 0; row < numbers.length; row = next) {
    const first = numbers[row]!;
    while (next < numbers.length && numbers[next]! - first === next - row) next++;
    const end = first + next - row;
    to.values.set(values.subarray(first * dimensions, end * dimensions), row * dimensions);
    if (!nominal) continue;
    const { dimensions: kinds, codes } = nominal;
    to.codes.set(codes.subarray(first * kinds, end * kinds), row * kinds);
  }
}
