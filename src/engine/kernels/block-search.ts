import { compiled } from '../../kernels/compiled';
import { WASM_BASE64 } from '../../kernels/neighbours.wasm';
import { boxTree, NODE, type BoxTree } from './box-tree';
import { filterSpace, type FilterSpace, type FilterWords } from './filter-space';
import { NO_POINT, type Points } from './nearest-neighbours';

/** What src/kernels/neighbours.as.ts exports. */
interface Kernel {
  setUp(
    dimensions: number,
    words: number,
    whole: boolean,
    kinds: number,
    mismatch: number,
    k: number,
    count: number,
    scale: number,
  ): void;
  measuredPoints(): number;
  setTree(...at: readonly [number, number, number, number, number, number, number]): void;
  setBlock(
    ...at: readonly [
      ...[number, number, number, number, number],
      ...[number, number, number, number, number, number],
    ]
  ): void;
  run(queries: number): void;
}

/** Points of a tile, and queries of a block. */
const TILE = 32;
export const BLOCK = 16;
const PAGE = 1 << 16;
/** Half a norm that keeps the padding from passing the filter once a list is full. */
const NOWHERE = -2_147_483_648;

/** One stretch of the kernel's memory after another. */
class Layout {
  #end = PAGE;

  /** Where `bytes` bytes lie. */
  take(bytes: number): number {
    const at = this.#end;
    this.#end += Math.ceil(bytes / 64) * 64;
    return at;
  }

  get pages(): number {
    return Math.ceil((this.#end + 64) / PAGE);
  }
}

/** Memory that a kernel may have: more is not asked for. */
const MOST_PAGES = 32_768;

/**
 * The nearest points of blocks of up to 16 queries that lie near each other, with the WebAssembly kernel. A block walks
 * the tree together, so that a leaf is read once for all of its queries; a leaf is filtered in float32 by dot products,
 * and what the filter cannot exclude is measured in float64 as the twin does, `TreeSearch`.
 */
export class BlockSearch {
  /** The points among which is searched, those beside each other that lie near each other. */
  readonly order: Uint32Array;
  /** In rows of k, for the queries of the block last run. */
  readonly points: Uint32Array;
  readonly distances: Float64Array;
  readonly #kernel: Kernel;
  readonly #source: Points;
  readonly #space: FilterSpace;
  readonly #asking: Uint32Array;
  readonly #values: Float64Array;
  readonly #codes: Uint32Array;
  readonly #filtered: FilterWords;
  readonly #norms: Float64Array;
  /** The coordinates of queries as corners, and the corners of the box of all. */
  readonly #sides: Float64Array;
  readonly #box: Float64Array;

  /** The search, or undefined where there is no WebAssembly, not enough memory, or no scale for the numbers. */
  static over(
    points: Points,
    among: Uint32Array,
    k: number,
    whole: boolean,
    tick: () => void,
  ): BlockSearch | undefined {
    const module = compiled(WASM_BASE64);
    const space = module && filterSpace(points, among, whole);
    if (!space) return undefined;
    const leaf = points.dimensions > 12 ? 8 * TILE : TILE;
    const tree = boxTree(points, among, { leaf, multiple: TILE, together: BLOCK }, tick);
    try {
      return new BlockSearch(module, points, space, tree, k, tick);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  private constructor(
    module: WebAssembly.Module,
    points: Points,
    space: FilterSpace,
    tree: BoxTree,
    k: number,
    tick: () => void,
  ) {
    this.#source = points;
    this.order = tree.order;
    this.#space = space;
    const d = points.dimensions;
    const sides = d + (d % 2);
    const kinds = points.nominal?.dimensions ?? 0;
    const count = tree.order.length;
    const tiles = Math.ceil(count / TILE);
    const layout = new Layout();
    const at = {
      numbers: layout.take(4 * count),
      values: layout.take(8 * count * d),
      codes: layout.take(4 * count * kinds),
      norms: layout.take(4 * tiles * TILE),
      tiles: layout.take(4 * tiles * TILE * space.words),
      nodes: layout.take(tree.nodes.byteLength),
      boxes: layout.take((16 * sides * tree.nodes.length) / NODE),
      asking: layout.take(4 * BLOCK),
      queryValues: layout.take(8 * BLOCK * d),
      querySides: layout.take(8 * BLOCK * sides),
      queryCodes: layout.take(4 * BLOCK * kinds),
      queryFiltered: layout.take(4 * BLOCK * space.words),
      queryNorms: layout.take(8 * BLOCK),
      bounds: layout.take(4 * BLOCK),
      box: layout.take(16 * sides),
      places: layout.take(4 * BLOCK * k),
      nearest: layout.take(4 * BLOCK * k),
      distances: layout.take(8 * BLOCK * k),
    };
    const { pages } = layout;
    if (pages > MOST_PAGES) throw new RangeError('The points do not fit the memory of a kernel.');
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { buffer } = memory;
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    // The web view's types are those of the DOM, whose instances do not say what they export.
    this.#kernel = exports as object as Kernel;
    const { mismatch = 0 } = points.nominal ?? {};
    const { whole, words, scale } = space;
    this.#kernel.setUp(d, words, whole, kinds, mismatch, k, count, scale * scale);
    this.#kernel.setTree(at.numbers, at.values, at.codes, at.norms, at.tiles, at.nodes, at.boxes);
    this.#kernel.setBlock(
      at.asking,
      at.queryValues,
      at.querySides,
      at.queryCodes,
      at.queryFiltered,
      at.queryNorms,
      at.bounds,
      at.box,
      at.places,
      at.nearest,
      at.distances,
    );
    new Uint32Array(buffer, at.nodes, tree.nodes.length).set(tree.nodes);
    const boxes = new Float64Array(buffer, at.boxes, (2 * sides * tree.nodes.length) / NODE);
    cornersOf(tree.boxes, d, boxes, sides);
    new Uint32Array(buffer, at.numbers, count).set(tree.order);
    const values = new Float64Array(buffer, at.values, count * d);
    const codes = new Uint32Array(buffer, at.codes, count * kinds);
    const norms = wordsAt(buffer, at.norms, tiles * TILE);
    if (whole) norms.numbers.fill(NOWHERE);
    else norms.float.fill(NOWHERE);
    const filtered = wordsAt(buffer, at.tiles, tiles * TILE * words);
    tree.order.forEach((point, position) => {
      if (position % 4096 === 0) tick();
      copyPoint(points, point, values, codes, position);
      const inTile = position % TILE;
      const { asked } = space.place(point, filtered, (position - inTile) * words + inTile, TILE);
      if (whole) norms.numbers[position] = -Math.floor(asked / 2);
      else norms.float[position] = -asked / 2;
    });
    this.#asking = new Uint32Array(buffer, at.asking, BLOCK);
    this.#values = new Float64Array(buffer, at.queryValues, BLOCK * d);
    this.#codes = new Uint32Array(buffer, at.queryCodes, BLOCK * kinds);
    this.#filtered = wordsAt(buffer, at.queryFiltered, BLOCK * words);
    this.#norms = new Float64Array(buffer, at.queryNorms, BLOCK);
    this.#sides = new Float64Array(buffer, at.querySides, BLOCK * sides);
    this.#box = new Float64Array(buffer, at.box, 2 * sides);
    new Uint32Array(buffer, at.places, BLOCK * k).fill(NO_POINT);
    this.points = new Uint32Array(buffer, at.nearest, BLOCK * k);
    this.distances = new Float64Array(buffer, at.distances, BLOCK * k);
  }

  /** Points that the filter let pass since the start. */
  get measured(): number {
    return this.#kernel.measuredPoints();
  }

  /** Finds the nearest of up to `BLOCK` points; sooner where they lie near those of the last call. */
  run(queries: Uint32Array): void {
    const { dimensions: d } = this.#source;
    const { words } = this.#space;
    const sides = d + (d % 2);
    queries.forEach((point, i) => {
      this.#asking[i] = point;
      copyPoint(this.#source, point, this.#values, this.#codes, i);
      this.#norms[i] = this.#space.place(point, this.#filtered, i * words, 1).asking;
    });
    for (let i = 0; i < d; i++) {
      let low = Infinity;
      let high = -Infinity;
      for (let at = i; at < queries.length * d; at += d) {
        const value = this.#values[at]!;
        if (value < low) low = value;
        if (value > high) high = value;
        this.#sides[Math.floor(at / d) * sides + i] = value;
      }
      this.#box[i] = low;
      this.#box[sides + i] = high;
    }
    this.#kernel.run(queries.length);
  }
}

/** Boxes as pairs of sides to boxes as pairs of corners, each padded to `sides` numbers. */
function cornersOf(boxes: Float64Array, d: number, to: Float64Array, sides: number): void {
  for (let side = 0; side < boxes.length; side += 2) {
    const dimension = (side >> 1) % d;
    const at = 2 * sides * Math.floor(side / (2 * d)) + dimension;
    to[at] = boxes[side]!;
    to[at + sides] = boxes[side + 1]!;
  }
}

/** The same words in three ways. */
function wordsAt(buffer: ArrayBuffer, at: number, words: number) {
  return {
    float: new Float32Array(buffer, at, words),
    whole: new Int16Array(buffer, at, 2 * words),
    numbers: new Int32Array(buffer, at, words),
  };
}

function copyPoint(
  { dimensions, values, nominal }: Points,
  point: number,
  toValues: Float64Array,
  toCodes: Uint32Array,
  to: number,
): void {
  for (let i = 0, from = point * dimensions; i < dimensions; i++) {
    toValues[to * dimensions + i] = values[from + i]!;
  }
  if (!nominal) return;
  for (let i = 0, from = point * nominal.dimensions; i < nominal.dimensions; i++) {
    toCodes[to * nominal.dimensions + i] = nominal.codes[from + i]!;
  }
}
