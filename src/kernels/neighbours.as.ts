// Nearest points of a block of queries, in a tree of boxes whose leaves are looked at 32 points at a time:
// engine/kernels/block-search.ts builds the tree, says what lies where and proves why nothing is lost.
//
// A leaf is filtered by dot products of 16-bit numbers, or of float32 where those are too coarse, against a bound that
// allows for every rounding; what passes is measured in float64, in the order of the twin, so that distances and ties
// are the twin's to the bit.

/** Points of a tile: eight vectors of four. */
const TILE: usize = 32;

/** Queries of a block. */
const BLOCK: usize = 16;

/** In more dimensions hardly a leaf is too far for one query of a block and not for the others: they go together. */
const FEW: usize = 12;

/** Coordinates of a point in float64, words of four bytes in the filter, and nominal codes. */
let dimensions: usize;
/** Bytes of a corner of a box: two numbers at a time, the last may be padding. */
let sides: usize;
let filtered: usize;
/** Words are two 16-bit numbers, and sums whole numbers; else float32. */
let whole: bool;
let kinds: usize;
let mismatch: f64;
let k: usize;
/** Points in the tree. */
let count: u32;
/** What distances are multiplied by in the filter. */
let scale: f64;
/** Points that were measured since the start. */
let measured: u32 = 0;

export function measuredPoints(): u32 {
  return measured;
}

/** Per position of the tree: point number, coordinates, codes; per tile: -norm / 2 of its points as the filter bounds it, and their words. */
let numbers: usize;
let values: usize;
let codes: usize;
let norms: usize;
let tiles: usize;
/** Per node: first and last position + 1, right child (0: a leaf); the lowest and the highest corner of its box. */
let nodes: usize;
let boxes: usize;

/** Per query of the block: number, coordinates, also as a corner, codes, words of the filter, norm as the filter bounds it, bound of the filter. */
let asking: usize;
let queries: u32;
let queryValues: usize;
let querySides: usize;
let queryCodes: usize;
let queryFiltered: usize;
let queryNorms: usize;
let bounds: usize;
/** The box of the block, and the k nearest of each query: positions, numbers and distances. */
let blockBox: usize;
let places: usize;
let nearest: usize;
let distances: usize;
/** The largest of the distances to the k-th nearest. */
let farthest: f64;

export function setUp(
  dimensionCount: u32,
  filteredCount: u32,
  wholeNumbers: bool,
  kindCount: u32,
  mismatchCost: f64,
  nearestCount: u32,
  pointCount: u32,
  distanceScale: f64,
): void {
  dimensions = dimensionCount;
  sides = ((<usize>dimensionCount + 1) >> 1) << 4;
  filtered = filteredCount;
  whole = wholeNumbers;
  kinds = kindCount;
  mismatch = mismatchCost;
  k = nearestCount;
  count = pointCount;
  scale = distanceScale;
}

export function setTree(
  numbersAt: usize,
  valuesAt: usize,
  codesAt: usize,
  normsAt: usize,
  tilesAt: usize,
  nodesAt: usize,
  boxesAt: usize,
): void {
  numbers = numbersAt;
  values = valuesAt;
  codes = codesAt;
  norms = normsAt;
  tiles = tilesAt;
  nodes = nodesAt;
  boxes = boxesAt;
}

export function setBlock(
  askingAt: usize,
  valuesAt: usize,
  sidesAt: usize,
  codesAt: usize,
  filteredAt: usize,
  normsAt: usize,
  boundsAt: usize,
  boxAt: usize,
  placesAt: usize,
  nearestAt: usize,
  distancesAt: usize,
): void {
  asking = askingAt;
  queryValues = valuesAt;
  querySides = sidesAt;
  queryCodes = codesAt;
  queryFiltered = filteredAt;
  queryNorms = normsAt;
  bounds = boundsAt;
  blockBox = boxAt;
  places = placesAt;
  nearest = nearestAt;
  distances = distancesAt;
}

/** Nobody: what fills a list that has no more points. */
const NO_POINT: u32 = 0xffffffff;
/** Lists of the block before that are asked how far the nearest of a query are. */
const LISTS: usize = 2;

/** Finds the nearest of the first `length` queries of the block; lists end with NO_POINT at distance Infinity. */
export function run(length: u32): void {
  queries = length;
  farthest = 0;
  for (let query: usize = 0; query < <usize>length; query++) {
    const most = expected(query);
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
  }
  for (let entry: usize = 0; entry < <usize>length * k; entry++) {
    const place = load<u32>(places + (entry << 2));
    store<u32>(nearest + (entry << 2), numberAt(place));
    if (place === NO_POINT) store<f64>(distances + (entry << 3), Infinity);
  }
}

/**
 * How far the k nearest of a query are at most: as far as the farthest of any k other points. Those nearest to a query
 * of the block before, which lies near, let hardly a point pass the filter that is not among the nearest.
 */
function expected(query: usize): f64 {
  const own = load<u32>(asking + (query << 2));
  let least: f64 = Infinity;
  for (let list: usize = 0; list < LISTS; list++) {
    let most: f64 = 0;
    const from = (list * (BLOCK / LISTS) + (query & 1)) * k;
    for (let entry = from; entry < from + k && most < least; entry++) {
      const place = load<u32>(places + (entry << 2));
      const known = place !== NO_POINT && numberAt(place) !== own;
      most = known ? max<f64>(most, squared(query, place, Infinity)) : Infinity;
    }
    least = min<f64>(least, most);
  }
  return least;
}

function numberAt(place: u32): u32 {
  return place === NO_POINT ? NO_POINT : load<u32>(numbers + ((<usize>place) << 2));
}

/** Goes through the tree for all queries of the block together. */
function visit(node: u32): void {
  const at = nodes + <usize>node * 12;
  const right = load<u32>(at, 8);
  if (right === 0) {
    look(load<u32>(at), load<u32>(at, 4));
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
  const own = querySides + query * sides;
  return apart(boxes + ((<usize>node) << 1) * sides, own, own);
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

/** Looks at the points of a leaf for all queries. */
function look(from: u32, to: u32): void {
  let most: f64 = 0;
  for (let query: usize = 0; query < <usize>queries; query++) {
    lookFor(query, from, to);
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
      if (position < count) measure(query, position);
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
  let own = queryFiltered + ((query * filtered) << 2);
  const end = own + (filtered << 2);
  while (own < end) {
    const value = v128.load_splat<W>(own);
    a = v128.add<W>(a, product<W>(value, v128.load(tile)));
    b = v128.add<W>(b, product<W>(value, v128.load(tile, 16)));
    c = v128.add<W>(c, product<W>(value, v128.load(tile, 32)));
    d = v128.add<W>(d, product<W>(value, v128.load(tile, 48)));
    e = v128.add<W>(e, product<W>(value, v128.load(tile, 64)));
    f = v128.add<W>(f, product<W>(value, v128.load(tile, 80)));
    g = v128.add<W>(g, product<W>(value, v128.load(tile, 96)));
    h = v128.add<W>(h, product<W>(value, v128.load(tile, 112)));
    own += 4;
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

/** Takes a point into the list of a query if it is among its nearest so far, by (distance, number). */
function measure(query: usize, position: u32): void {
  const number = load<u32>(numbers + ((<usize>position) << 2));
  if (number === load<u32>(asking + (query << 2))) return;
  measured++;
  const first = query * k;
  const last = first + k - 1;
  const worst = load<f64>(distances + (last << 3));
  const sum = squared(query, position, worst);
  if (sum > worst) return;
  let slot = last;
  if (sum === worst && number >= numberAt(load<u32>(places + (slot << 2)))) return;
  for (; slot > first; slot--) {
    const before = load<f64>(distances + (slot << 3) - 8);
    const place = load<u32>(places + (slot << 2) - 4);
    if (before < sum || (before === sum && numberAt(place) < number)) break;
    store<f64>(distances + (slot << 3), before);
    store<u32>(places + (slot << 2), place);
  }
  store<f64>(distances + (slot << 3), sum);
  store<u32>(places + (slot << 2), position);
  const now = load<f64>(distances + (last << 3));
  if (now < worst) setBound(query, now);
}

/** The squared distance of a query and a point; what is above `enough` after some coordinates may be less than it is. */
function squared(query: usize, position: u32, enough: f64): f64 {
  let sum: f64 = 0;
  let own = queryValues + ((query * dimensions) << 3);
  let other = values + ((<usize>position * dimensions) << 3);
  const end = own + (dimensions << 3);
  while (own < end) {
    const difference = load<f64>(own) - load<f64>(other);
    sum += difference * difference;
    own += 8;
    other += 8;
    if (sum > enough) return sum;
  }
  if (kinds > 0) sum += mismatch * <f64>differing(query, position);
  return sum;
}

function differing(query: usize, position: u32): u32 {
  let different: u32 = 0;
  let own = queryCodes + ((query * kinds) << 2);
  let other = codes + ((<usize>position * kinds) << 2);
  for (let d: usize = 0; d < kinds; d++, own += 4, other += 4) {
    if (load<u32>(own) !== load<u32>(other)) different++;
  }
  return different;
}

/** The filter's sum is above the bound for every point that is at most `distance` away: rounded down. */
function setBound(query: usize, distance: f64): void {
  const at = bounds + (query << 2);
  const exact = (load<f64>(queryNorms + (query << 3)) - distance * scale) / 2;
  if (whole) store<i32>(at, <i32>max<f64>(floor<f64>(exact) - 2, -2147483648));
  else store<f32>(at, <f32>(exact - abs<f64>(exact) * 2e-7 - 1e-30));
}
