// What a point is for the filter of a search: coordinates less their mean, scaled, as 16-bit numbers or float32, with a
// norm lowered by what sums with it may be wrong by. engine/kernels/filter-space.ts says what the space is.

/** Coordinates of a point in float64, words of four bytes in the filter, and nominal codes. */
export let dimensions: usize;
export let filtered: usize;
export let kinds: usize;
/** Words are two 16-bit numbers, and sums whole numbers; else float32. */
export let whole: bool;
/** What coordinates are multiplied by in the filter. */
export let scale: f64;
/** Coordinates in the filter: one per dimension, then those of the nominal columns, of which one each is `level`. */
let coordinates: usize;
let level: f64;
/** The mean of the points, and how many coordinates each nominal column has: none when they do not count. */
let mean: usize;
let levels: usize;
let filteredKinds: usize;
/** The coordinates of the point that is placed, and a last one that stays 0. */
let located: usize;

export function setSpace(
  dimensionCount: u32,
  kindCount: u32,
  filteredCount: u32,
  wholeNumbers: bool,
  coordinateScale: f64,
  coordinateCount: u32,
  filteredKindCount: u32,
  levelCoordinate: f64,
  meanAt: usize,
  levelsAt: usize,
): void {
  dimensions = dimensionCount;
  kinds = kindCount;
  filtered = filteredCount;
  whole = wholeNumbers;
  scale = coordinateScale;
  coordinates = coordinateCount;
  filteredKinds = filteredKindCount;
  level = levelCoordinate;
  mean = meanAt;
  levels = levelsAt;
}

/** Where each thread has room of its own for the coordinates of a point, one more than there are. */
export function setLocated(locatedAt: usize): void {
  located = locatedAt;
}

/** Squared norm of the point placed last, lowered by twice what sums with it may be wrong by, if it is asked. */
export let askedNorm: f64;

/**
 * Writes the words of a point with these coordinates and codes, `stride` bytes apart. Answers its squared norm lowered
 * as that of a query, and leaves it in `askedNorm` as one of those that are asked.
 */
export function place(values: usize, codes: usize, to: usize, stride: usize): f64 {
  for (let at: usize = 0; at < dimensions << 3; at += 8) {
    store<f64>(located + at, (load<f64>(values + at) - load<f64>(mean + at)) * scale);
  }
  if (filteredKinds > 0) placeKinds(codes);
  return whole ? writeWhole(to, stride) : writeFloat(to, stride);
}

/** Levels that differ are sqrt(mismatch) apart, or 0 if they share a coordinate. */
function placeKinds(codes: usize): void {
  let at = located + (dimensions << 3);
  memory.fill(at, 0, (coordinates - dimensions) << 3);
  for (let kind: usize = 0; kind < filteredKinds; kind++) {
    const own = load<u32>(levels + (kind << 2));
    store<f64>(at + ((<usize>(load<u32>(codes + (kind << 2)) % own)) << 3), level);
    at += (<usize>own) << 3;
  }
}

/**
 * Rounding to whole numbers is wrong by 1/2 per coordinate: a product of rounded points by half the sums of their
 * absolute coordinates and a quarter per dimension.
 */
function writeWhole(to: usize, stride: usize): f64 {
  store<f64>(located + (coordinates << 3), 0);
  let norm: f64 = 0;
  let sum: f64 = 0;
  const end = located + (coordinates << 3);
  for (let at = located; at < end; at += 16, to += stride) {
    const first = load<f64>(at);
    const second = load<f64>(at, 8);
    store<i16>(to, <i16>(<i32>floor<f64>(first + 0.5)));
    store<i16>(to, <i16>(<i32>floor<f64>(second + 0.5)), 2);
    norm += first * first + second * second;
    sum += abs<f64>(first) + abs<f64>(second);
  }
  // Float64 is wrong by far less than the last term.
  askedNorm = norm - sum - <f64>coordinates / 4 - 1;
  return askedNorm;
}

/**
 * A sum of n products in float32 begun with a norm rounds each product and each of n sums by 2^-24, coordinates twice
 * and the norm once (Higham 2002, 3.1): by at most (n + 6) 2^-24 of |a|^2 / 2 + |b|^2. The rest is for second order terms.
 */
function writeFloat(to: usize, stride: usize): f64 {
  let norm: f64 = 0;
  const end = located + (coordinates << 3);
  for (let at = located; at < end; at += 8, to += stride) {
    const value = load<f64>(at);
    store<f32>(to, <f32>value);
    norm += value * value;
  }
  const slack = (<f64>coordinates + 8) * (1.0 / 16_777_216.0);
  askedNorm = norm * (1 - 2 * slack);
  return norm * (1 - slack);
}
