// Nearest points of a block of queries, in a tree of boxes whose leaves are looked at 32 points at a time:
// engine/kernels/block-search.ts builds the tree, says what lies where and proves why nothing is lost.
//
// A leaf is filtered by dot products of 16-bit numbers, or of float32 where those are too coarse, against a bound that
// allows for every rounding; what passes is measured in float64, in the order of the twin, so that distances and ties
// are the twin's to the bit.

import { dimensions, filtered, kinds, place, scale, whole } from './parts/filter-words.as';
import {
  asking,
  blockBox,
  bounds,
  boxes,
  codesOf,
  coordinatesOf,
  count,
  distances,
  foundDistances,
  foundNumbers,
  k,
  limits,
  lists,
  mismatch,
  nodes,
  norms,
  numbers,
  own,
  places,
  queryFiltered,
  queryNorms,
  queryValues,
  rowAt,
  sides,
  TILE,
  tiles,
} from './parts/search-memory.as';

export { setLocated, setSpace } from './parts/filter-words.as';
export { placeTree, setBlock, setQueries, setTree } from './parts/search-memory.as';

/** Queries of a block. */
const BLOCK: usize = 16;

/** In more dimensions queries of a block go to the leaves together: hardly a box above them is too far for one of them alone. */
const FEW: usize = 12;

/** Points that were measured since the start. */
let measured: u32 = 0;

export function measuredPoints(): u32 {
  return measured;
}

/** Queries of the block. */
let queries: u32;
/** The largest of the distances to the k-th nearest. */
let farthest: f64;

/** Nobody: what fills a list that has no more points. */
const NO_POINT: u32 = 0xffffffff;
/** Lists of the block before that are asked how far the nearest of a query are. */
const LISTS: usize = 2;

/** Finds the nearest of `length` queries from the `from`th; lists end with NO_POINT at distance Infinity. */
export function run(from: u32, length: u32): void {
  queries = length;
  for (let query: usize = 0; query < <usize>length; query++) ask(query, from + <u32>query);
  if (dimensions > FEW) boxBlock();
  farthest = 0;
  const within = load<f64>(limits);
  for (let query: usize = 0; query < <usize>length; query++) {
    const most = min<f64>(expected(query), within);
    setBound(query, most);
    store<f64>(lastOf(query), most);
    farthest = max<f64>(farthest, most);
  }
  for (let query: usize = 0; query < <usize>length; query++) {
    const last = load<f64>(lastOf(query));
    for (let entry = query * k; entry < query * k + k; entry++) {
      store<u32>(places + (entry << 2), NO_POINT);
      store<f64>(distances + (entry << 3), last);
    }
  }
  if (count > 0) {
    if (dimensions > FEW) visit(0);
    else
      for (let query: usize = 0; query < <usize>length; query++) descend(0, query, lastOf(query));
    if (within < Infinity) {
      for (let query: usize = 0; query < <usize>length; query++) lengthen(query);
    }
  }
  for (let query: usize = 0; query < <usize>length; query++) give(query, from + <u32>query);
}

/** Looks for all neighbours of a query that has fewer within the limit, unless their distances sum to too much for sure. */
function lengthen(query: usize): void {
  const first = query * k;
  const end = first + k;
  if (load<u32>(places + ((end - 1) << 2)) !== NO_POINT) return;
  let sum: f64 = 0;
  // Whatever is missing is at least as far as the limit, which stands in its place.
  for (let entry = first; entry < end; entry++)
    sum += sqrt<f64>(load<f64>(distances + (entry << 3)));
  if (sum > load<f64>(limits, 8)) return;
  for (let entry = first; entry < end; entry++) {
    store<u32>(places + (entry << 2), NO_POINT);
    store<f64>(distances + (entry << 3), Infinity);
  }
  setBound(query, Infinity);
  descend(0, query, lastOf(query));
}

/** Takes a query into the block. */
function ask(query: usize, number: u32): void {
  const row: usize = load<u32>(asking + ((<usize>number) << 2));
  store<u32>(own + (query << 2), <u32>row);
  const from = coordinatesOf(row);
  const to = queryValues + query * sides;
  for (let at: usize = 0; at < dimensions << 3; at += 8) store<f64>(to + at, load<f64>(from + at));
  const words = queryFiltered + ((query * filtered) << 2);
  store<f64>(queryNorms + (query << 3), place(from, codesOf(row), words, 4));
}

/** The box of the queries of the block. */
function boxBlock(): void {
  const end = queryValues + <usize>queries * sides;
  for (let side: usize = 0; side < sides; side += 16) {
    let low = v128.load(queryValues + side);
    let high = low;
    for (let at = queryValues + side + sides; at < end; at += sides) {
      const value = v128.load(at);
      low = f64x2.pmin(low, value);
      high = f64x2.pmax(high, value);
    }
    v128.store(blockBox + side, low);
    v128.store(blockBox + sides + side, high);
  }
}

/** Writes the list of a query where it is looked for. */
function give(query: usize, number: u32): void {
  const list = <usize>load<u32>(lists + ((<usize>number) << 2)) * k;
  for (let slot: usize = 0; slot < k; slot++) {
    const row = load<u32>(places + ((query * k + slot) << 2));
    const known = row !== NO_POINT;
    const point = known ? load<u32>(numbers + ((<usize>row) << 2)) : NO_POINT;
    const distance = known ? load<f64>(distances + ((query * k + slot) << 3)) : Infinity;
    store<u32>(foundNumbers + ((list + slot) << 2), point);
    store<f64>(foundDistances + ((list + slot) << 3), distance);
  }
}

/**
 * How far the k nearest of a query are at most: as far as the farthest of any k other points. Those nearest to a query
 * of the block before, which lies near, let hardly a point pass the filter that is not among the nearest.
 */
function expected(query: usize): f64 {
  const self = load<u32>(own + (query << 2));
  let least: f64 = Infinity;
  for (let list: usize = 0; list < LISTS; list++) {
    let most: f64 = 0;
    const from = (list * (BLOCK / LISTS) + (query & 1)) * k;
    for (let entry = from; entry < from + k && most < least; entry++) {
      const row = load<u32>(places + (entry << 2));
      const known = row !== NO_POINT && row !== self;
      most = known ? max<f64>(most, squared(query, row, Infinity)) : Infinity;
    }
    least = min<f64>(least, most);
  }
  return least;
}

/** Goes through the tree for all queries of the block together. */
function visit(node: u32): void {
  const at = nodes + <usize>node * 12;
  const right = load<u32>(at, 8);
  if (right === 0) {
    look(node, load<u32>(at), load<u32>(at, 4));
    return;
  }
  const left = node + 1;
  const toLeft = betweenBoxes(left);
  const toRight = betweenBoxes(right);
  // At equal distance the smaller number wins, so a box at the very distance is entered.
  if (toLeft <= toRight) {
    if (toLeft <= farthest) visit(left);
    if (toRight <= farthest) visit(right);
  } else {
    if (toRight <= farthest) visit(right);
    if (toLeft <= farthest) visit(left);
  }
}

/** Squared distance between the box of the block and that of a node, at most as that of two points is summed. */
function betweenBoxes(node: u32): f64 {
  const box = boxes + ((<usize>node) << 1) * sides;
  return apart(box, blockBox, blockBox + sides);
}

/** Squared distance from a query to the box of a node. */
function toBox(node: u32, query: usize): f64 {
  const corner = queryValues + query * sides;
  return apart(boxes + ((<usize>node) << 1) * sides, corner, corner);
}

/** Sums of differences in another order are wrong by less, with up to 4,000 of them. */
const SURE: f64 = 1 - 1e-12;

/** The squared distance between a box, its lowest corner and then its highest, and one of the corners `lows`, `highs`. */
function apart(box: usize, lows: usize, highs: usize): f64 {
  const zero = f64x2.splat(0);
  let sum = zero;
  for (let at: usize = 0; at < sides; at += 16) {
    const below = f64x2.sub(v128.load(box + at), v128.load(highs + at));
    const above = f64x2.sub(v128.load(lows + at), v128.load(box + sides + at));
    const gap = f64x2.pmax(f64x2.pmax(below, above), zero);
    sum = f64x2.add(sum, f64x2.mul(gap, gap));
  }
  return (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)) * SURE;
}

/** Goes through the tree for one query. */
function descend(node: u32, query: usize, last: usize): void {
  const at = nodes + <usize>node * 12;
  const right = load<u32>(at, 8);
  if (right === 0) {
    lookFor(query, load<u32>(at), load<u32>(at, 4));
    return;
  }
  const left = node + 1;
  const toLeft = toBox(left, query);
  const toRight = toBox(right, query);
  if (toLeft <= toRight) {
    if (toLeft <= load<f64>(last)) descend(left, query, last);
    if (toRight <= load<f64>(last)) descend(right, query, last);
  } else {
    if (toRight <= load<f64>(last)) descend(right, query, last);
    if (toLeft <= load<f64>(last)) descend(left, query, last);
  }
}

/** Looks at the points of a leaf for all queries that it is not too far for. */
function look(node: u32, from: u32, to: u32): void {
  let most: f64 = 0;
  for (let query: usize = 0; query < <usize>queries; query++) {
    if (toBox(node, query) <= load<f64>(lastOf(query))) lookFor(query, from, to);
    most = max<f64>(most, load<f64>(lastOf(query)));
  }
  farthest = most;
}

/** Looks at the points of a leaf: positions from a multiple of TILE up to `to`. */
function lookFor(query: usize, from: u32, to: u32): void {
  for (let at: usize = from; at < <usize>to; at += TILE) {
    let passed = whole ? filter<i32>(query, at) : filter<f32>(query, at);
    for (; passed !== 0; passed &= passed - 1) {
      const position = <u32>at + ctz<u32>(passed);
      if (position < count) measure(query, rowAt(position));
    }
  }
}

/** Where the distance to the k-th nearest of a query so far stands. */
function lastOf(query: usize): usize {
  return distances + ((query * k + k - 1) << 3);
}

/**
 * The points of the tile at a position that may be among the nearest of a query, as bits. `W`: words are f32, or i32 for
 * two 16-bit numbers that are multiplied and added at a time.
 */
function filter<W>(query: usize, at: usize): u32 {
  const norm = norms + (at << 2);
  let a = v128.load(norm);
  let b = v128.load(norm, 16);
  let c = v128.load(norm, 32);
  let d = v128.load(norm, 48);
  let e = v128.load(norm, 64);
  let f = v128.load(norm, 80);
  let g = v128.load(norm, 96);
  let h = v128.load(norm, 112);
  let tile = tiles + ((at * filtered) << 2);
  let word = queryFiltered + ((query * filtered) << 2);
  const end = word + (filtered << 2);
  while (word < end) {
    const value = v128.load_splat<W>(word);
    a = v128.add<W>(a, product<W>(value, v128.load(tile)));
    b = v128.add<W>(b, product<W>(value, v128.load(tile, 16)));
    c = v128.add<W>(c, product<W>(value, v128.load(tile, 32)));
    d = v128.add<W>(d, product<W>(value, v128.load(tile, 48)));
    e = v128.add<W>(e, product<W>(value, v128.load(tile, 64)));
    f = v128.add<W>(f, product<W>(value, v128.load(tile, 80)));
    g = v128.add<W>(g, product<W>(value, v128.load(tile, 96)));
    h = v128.add<W>(h, product<W>(value, v128.load(tile, 112)));
    word += 4;
    tile += 128;
  }
  const bound = v128.load_splat<W>(bounds + (query << 2));
  a = v128.gt<W>(a, bound);
  b = v128.gt<W>(b, bound);
  c = v128.gt<W>(c, bound);
  d = v128.gt<W>(d, bound);
  e = v128.gt<W>(e, bound);
  f = v128.gt<W>(f, bound);
  g = v128.gt<W>(g, bound);
  h = v128.gt<W>(h, bound);
  const any = v128.or(v128.or(v128.or(a, b), v128.or(c, d)), v128.or(v128.or(e, f), v128.or(g, h)));
  if (!v128.any_true(any)) return 0;
  return (
    bits(a) |
    (bits(b) << 4) |
    (bits(c) << 8) |
    (bits(d) << 12) |
    (bits(e) << 16) |
    (bits(f) << 20) |
    (bits(g) << 24) |
    (bits(h) << 28)
  );
}

/** Of words, two of them if they are pairs: short enough to be inlined. */
function product<W>(a: v128, b: v128): v128 {
  return isFloat<W>() ? f32x4.mul(a, b) : i32x4.dot_i16x8_s(a, b);
}

function bits(mask: v128): u32 {
  return <u32>i32x4.bitmask(mask);
}

/** Takes a point into the list of a query if it is among its nearest so far, by (distance, number): rows are in that order. */
function measure(query: usize, row: u32): void {
  if (row === load<u32>(own + (query << 2))) return;
  measured++;
  const first = query * k;
  const last = first + k - 1;
  const worst = load<f64>(distances + (last << 3));
  const sum = squared(query, row, worst);
  if (sum > worst) return;
  let slot = last;
  if (sum === worst && row >= load<u32>(places + (slot << 2))) return;
  for (; slot > first; slot--) {
    const before = load<f64>(distances + (slot << 3) - 8);
    const place = load<u32>(places + (slot << 2) - 4);
    if (before < sum || (before === sum && place < row)) break;
    store<f64>(distances + (slot << 3), before);
    store<u32>(places + (slot << 2), place);
  }
  store<f64>(distances + (slot << 3), sum);
  store<u32>(places + (slot << 2), row);
  const now = load<f64>(distances + (last << 3));
  if (now < worst) setBound(query, now);
}

/** The squared distance of a query and a point; what is above `enough` after some coordinates may be less than it is. */
function squared(query: usize, row: u32, enough: f64): f64 {
  let sum: f64 = 0;
  let value = queryValues + query * sides;
  let other = coordinatesOf(row);
  const end = value + (dimensions << 3);
  while (value < end) {
    const difference = load<f64>(value) - load<f64>(other);
    sum += difference * difference;
    value += 8;
    other += 8;
    if (sum > enough) return sum;
  }
  if (kinds > 0) sum += mismatch * <f64>differing(query, row);
  return sum;
}

function differing(query: usize, row: u32): u32 {
  let different: u32 = 0;
  let code = codesOf(load<u32>(own + (query << 2)));
  let other = codesOf(row);
  for (let d: usize = 0; d < kinds; d++, code += 4, other += 4) {
    if (load<u32>(code) !== load<u32>(other)) different++;
  }
  return different;
}

/** The filter's sum is above the bound for every point that is at most `distance` away: rounded down. */
function setBound(query: usize, distance: f64): void {
  const at = bounds + (query << 2);
  const exact = (load<f64>(queryNorms + (query << 3)) - distance * (scale * scale)) / 2;
  if (whole) store<i32>(at, <i32>max<f64>(floor<f64>(exact) - 2, -2147483648));
  else store<f32>(at, <f32>(exact - abs<f64>(exact) * 2e-7 - 1e-30));
}
