// The arrays of a batch of JSON rows and their leaves, as JsonBatch in src/codecs/json/json-batch.ts.

import { NO_PATH } from './json-marks.as';

export let leafPaths: usize = 0;
export let leafStarts: usize = 0;
export let leafEnds: usize = 0;
export let rowLeaves: usize = 0;
export let rowStarts: usize = 0;
export let rowEnds: usize = 0;
export let rowLines: usize = 0;
export let rowKinds: usize = 0;
export let leafKinds: usize = 0;
export let leafRoom: u32 = 0;
export let rowRoom: u32 = 0;

/** Tells where the arrays of a batch lie, one behind the other. Their memory ends at the returned address. */
export function layOut(address: usize, rowCount: u32, leafCount: u32): usize {
  const ofLeaves = (<usize>leafCount) << 2;
  const ofRows = (<usize>rowCount) << 2;
  leafPaths = address;
  leafStarts = leafPaths + ofLeaves;
  leafEnds = leafStarts + ofLeaves;
  rowLeaves = leafEnds + ofLeaves;
  rowStarts = rowLeaves + ofRows + 4;
  rowEnds = rowStarts + ofRows;
  rowLines = rowEnds + ofRows;
  rowKinds = rowLines + ofRows;
  leafKinds = rowKinds + rowCount;
  leafRoom = leafCount;
  rowRoom = rowCount;
  return leafKinds + leafCount;
}

/** Leaves of the batch so far. */
export let leaf: u32 = 0;
/** Address of the first loaded byte: leaves count from here. */
export let input: usize = 0;

export function startLeaves(loaded: usize): void {
  input = loaded;
  leaf = 0;
  store<u32>(rowLeaves, 0);
}

/** Takes back the leaves of a row from leaf `first` on. */
export function dropLeaves(first: u32): void {
  leaf = first;
}

export function putLeaf(path: u32, start: usize, end: usize, kind: u32): void {
  if (path === NO_PATH) return;
  const word = (<usize>leaf) << 2;
  store<u32>(leafPaths + word, path);
  store<u32>(leafStarts + word, <u32>(start - input));
  store<u32>(leafEnds + word, <u32>(end - input));
  store<u8>(leafKinds + leaf, kind);
  leaf++;
}

export function putRow(
  row: u32,
  start: usize,
  end: usize,
  origin: usize,
  its: u32,
  kind: u32,
): void {
  const word = (<usize>row) << 2;
  store<u32>(rowStarts + word, <u32>(start - origin));
  store<u32>(rowEnds + word, <u32>(end - origin));
  store<u32>(rowLines + word, its);
  store<u8>(rowKinds + row, kind);
  store<u32>(rowLeaves + word, leaf, 4);
}
