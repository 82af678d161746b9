// Sorts the leaves of a batch by column and takes them column by column.

import { codeOfCell, Column, sketchCell } from './columns.as';
import { give, take } from './heap.as';
import { input, leafEnds, leafKinds, leafPaths, leafStarts, rowLeaves } from './json-batch.as';
import { NO_PATH, NULL, TAG_MASK } from './json-marks.as';
import { columnOf } from './json-paths.as';

/** Leaf numbers by column, and the row of each in the batch; `firsts` says where each column's begin. */
let sorted: usize = 0;
let sortedRows: usize = 0;
let sortedRoom: u32 = 0;
let firsts: usize = 0;
let firstsRoom: u32 = 0;

function at32(array: usize, index: u32): usize {
  return array + ((<usize>index) << 2);
}

function reserve(leaves: u32, columns: u32): void {
  if (leaves > sortedRoom) {
    if (sortedRoom > 0) give(sorted, (<usize>sortedRoom) << 3);
    sortedRoom = leaves;
    sorted = take((<usize>leaves) << 3);
    sortedRows = sorted + ((<usize>leaves) << 2);
  }
  if (columns + 2 > firstsRoom) {
    if (firstsRoom > 0) give(firsts, (<usize>firstsRoom) << 2);
    firstsRoom = (columns + 2) << 1;
    firsts = take((<usize>firstsRoom) << 2);
  }
}

/**
 * Sorts the leaves of the `rows` rows of the batch by the column of their path; nulls are left out. Returns the number
 * of leaves, or that of the first leaf whose path has no column yet: then nothing is sorted, and it must be named.
 */
export function sortLeaves(rows: u32, columns: u32): u32 {
  const leaves = load<u32>(at32(rowLeaves, rows));
  reserve(leaves, columns);
  // Counts lie two slots ahead, so that adding them up and counting again gives the firsts in place.
  memory.fill(firsts, 0, (<usize>(columns + 2)) << 2);
  for (let leaf: u32 = 0; leaf < leaves; leaf++) {
    const path = load<u32>(at32(leafPaths, leaf));
    if (path === NO_PATH) continue;
    const column = columnOf(path);
    if (column < 0) return leaf;
    if (((<u32>load<u8>(leafKinds + leaf)) & TAG_MASK) === NULL) continue;
    const count = at32(firsts, <u32>column + 2);
    store<u32>(count, load<u32>(count) + 1);
  }
  for (let column: u32 = 2; column < columns + 2; column++) {
    const before = load<u32>(at32(firsts, column - 1));
    store<u32>(at32(firsts, column), load<u32>(at32(firsts, column)) + before);
  }
  for (let row: u32 = 0; row < rows; row++) {
    const end = load<u32>(at32(rowLeaves, row + 1));
    for (let leaf = load<u32>(at32(rowLeaves, row)); leaf < end; leaf++) {
      const path = load<u32>(at32(leafPaths, leaf));
      if (path === NO_PATH || ((<u32>load<u8>(leafKinds + leaf)) & TAG_MASK) === NULL) continue;
      const next = at32(firsts, <u32>columnOf(path) + 1);
      const into = load<u32>(next);
      store<u32>(next, into + 1);
      store<u32>(at32(sorted, into), leaf);
      store<u32>(at32(sortedRows, into), row);
    }
  }
  return leaves;
}

/** Where the leaves of a column begin among the sorted ones; those of the next column follow. */
export function firstOf(column: u32): u32 {
  return load<u32>(at32(firsts, column));
}

/**
 * Writes the codes of the sorted leaves [from, to), all of one column, to `codes`, two bytes each and row 0 of the batch
 * first, until the column would hold more than `most` values or `mostBytes` bytes. Returns the leaf at which it stopped.
 */
export function takeCodes(
  column: usize,
  from: u32,
  to: u32,
  codes: usize,
  most: u32,
  mostBytes: u32,
): u32 {
  const dictionary = changetype<Column>(column).dictionary;
  for (let at = from; at < to; at++) {
    const leaf = load<u32>(at32(sorted, at));
    const start = input + <usize>load<u32>(at32(leafStarts, leaf));
    const end = input + <usize>load<u32>(at32(leafEnds, leaf));
    const tag = (<u32>load<u8>(leafKinds + leaf)) & TAG_MASK;
    const code = codeOfCell(dictionary, start, end, tag, most, mostBytes);
    if (code === 0) return at;
    store<u16>(codes + ((<usize>load<u32>(at32(sortedRows, at))) << 1), <u16>code);
  }
  return to;
}

/**
 * Takes the sorted leaves [from, to), all of one column, into its sketch and adds to the rows' keys, `low` and `high`,
 * which begin at row 0 of the batch. Clears bit r of `empty` for each row r with a leaf. `firstRow` is the number of row
 * 0 of the batch in its part of the file.
 */
export function takeCells(
  column: usize,
  index: u32,
  from: u32,
  to: u32,
  firstRow: u32,
  low: usize,
  high: usize,
  empty: usize,
): void {
  const sketch = changetype<Column>(column).sketch!;
  for (let at = from; at < to; at++) {
    const leaf = load<u32>(at32(sorted, at));
    const row = load<u32>(at32(sortedRows, at));
    const start = input + <usize>load<u32>(at32(leafStarts, leaf));
    const end = input + <usize>load<u32>(at32(leafEnds, leaf));
    const tag = (<u32>load<u8>(leafKinds + leaf)) & TAG_MASK;
    const byte = empty + (row >> 3);
    store<u8>(byte, (<u32>load<u8>(byte)) & ~(1 << (row & 7)));
    sketchCell(sketch, start, end, tag, index, firstRow + row, at32(low, row), at32(high, row));
  }
}

/** The row in the batch of a sorted leaf. */
export function rowOf(at: u32): u32 {
  return load<u32>(at32(sortedRows, at));
}
