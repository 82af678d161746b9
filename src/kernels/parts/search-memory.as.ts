// What lies where in the memory of a search, which all of its threads share: the tree and its points, those that ask, what
// is found, and a block of queries for each thread.

import { askedNorm, dimensions, filtered, kinds, place, whole } from './filter-words.as';

/** Points of a tile: eight vectors of four. */
export const TILE: usize = 32;

export let mismatch: f64;
export let k: usize;
/** Points in the tree. */
export let count: u32;
/** Bytes of a corner of a box: two numbers at a time, the last may be padding. */
export let sides: usize;
/** Per row, in the order of their numbers: coordinates, codes and number of a point that asks or is asked. */
export let values: usize;
export let codes: usize;
export let numbers: usize;
/** Per position of the tree: row; per tile: -norm / 2 of its points as the filter bounds it, and their words. */
export let rows: usize;
export let norms: usize;
export let tiles: usize;
/** Per node: first and last position + 1, right child (0: a leaf); the lowest and the highest corner of its box. */
export let nodes: usize;
export let boxes: usize;

export function setTree(
  mismatchCost: f64,
  pointCount: u32,
  valuesAt: usize,
  codesAt: usize,
  numbersAt: usize,
  rowsAt: usize,
  normsAt: usize,
  tilesAt: usize,
  nodesAt: usize,
  boxesAt: usize,
): void {
  mismatch = mismatchCost;
  count = pointCount;
  sides = ((dimensions + 1) >> 1) << 4;
  values = valuesAt;
  codes = codesAt;
  numbers = numbersAt;
  rows = rowsAt;
  norms = normsAt;
  tiles = tilesAt;
  nodes = nodesAt;
  boxes = boxesAt;
}

/** Per query in the order of asking: its row, and the place of its list among those that are found. */
export let asking: usize;
export let lists: usize;
export let foundNumbers: usize;
export let foundDistances: usize;
/** Two float64: the squared distance from which neighbours are not looked for, and the sum of the distances of a list above which they need not be. */
export let limits: usize;

export function setQueries(
  nearestCount: u32,
  askingAt: usize,
  listsAt: usize,
  numbersAt: usize,
  distancesAt: usize,
  limitsAt: usize,
): void {
  k = nearestCount;
  asking = askingAt;
  lists = listsAt;
  foundNumbers = numbersAt;
  foundDistances = distancesAt;
  limits = limitsAt;
}

/** Per query of the block: row, coordinates padded to a corner, words and norm in the filter, bound of the filter. */
export let own: usize;
export let queryValues: usize;
export let queryFiltered: usize;
export let queryNorms: usize;
export let bounds: usize;
/** The box of the block, and the k nearest of each query: rows and distances. */
export let blockBox: usize;
export let places: usize;
export let distances: usize;

/** Room that each thread has for itself; zeros where queries stand, and NO_POINT for the places. */
export function setBlock(
  ownAt: usize,
  valuesAt: usize,
  filteredAt: usize,
  normsAt: usize,
  boundsAt: usize,
  boxAt: usize,
  placesAt: usize,
  distancesAt: usize,
): void {
  own = ownAt;
  queryValues = valuesAt;
  queryFiltered = filteredAt;
  queryNorms = normsAt;
  bounds = boundsAt;
  blockBox = boxAt;
  places = placesAt;
  distances = distancesAt;
}

/** Writes words and norms of the points at positions [from, to) of the tree. */
export function placeTree(from: u32, to: u32): void {
  for (let position: usize = from; position < <usize>to; position++) {
    const inTile = position % TILE;
    const tile = tiles + (((position - inTile) * filtered + inTile) << 2);
    const row = rowAt(position);
    place(coordinatesOf(row), codesOf(row), tile, TILE << 2);
    const norm = norms + (position << 2);
    if (whole) store<i32>(norm, -(<i32>floor<f64>(askedNorm / 2)));
    else store<f32>(norm, <f32>(-askedNorm / 2));
  }
}

export function rowAt(position: usize): u32 {
  return load<u32>(rows + (position << 2));
}

export function coordinatesOf(row: usize): usize {
  return values + ((row * dimensions) << 3);
}

export function codesOf(row: usize): usize {
  return codes + ((row * kinds) << 2);
}
