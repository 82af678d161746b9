// Columns of cells: the codes of their values while they are few, and a sketch beyond. Whoever finds cells in a file
// gives them here one by one.

import { listBins } from './bins.as';
import { hashCell, hashShort, hashText, keyPart, word } from './cell-hash.as';
import {
  codeOf,
  Dictionary,
  DICTIONARY_BYTES,
  endDictionary,
  startDictionary,
  valueLength,
  valueStart,
  valueTag,
} from './dictionary.as';
import { takeZeros } from './heap.as';
import {
  addCandidate,
  addCells,
  counted,
  isOdd,
  keyHash,
  makeSketch,
  noteOdd,
  Sketch,
} from './sketch.as';

@unmanaged
export class Column {
  dictionary: Dictionary;
  /** Null while the column is held. */
  sketch: Sketch | null;
}

/** A column without cells. */
export function makeColumn(): usize {
  const dictionary = takeZeros(DICTIONARY_BYTES);
  startDictionary(changetype<Dictionary>(dictionary));
  const column = takeZeros(offsetof<Column>());
  changetype<Column>(column).dictionary = changetype<Dictionary>(dictionary);
  return column;
}

/** The code of a value of a held column, bytes [start, end) with a tag; 0 when it would hold too much. */
export function codeOfCell(
  dictionary: Dictionary,
  start: usize,
  end: usize,
  tag: u32,
  most: u32,
  mostBytes: u32,
): u32 {
  const length = <u32>(end - start);
  if (length <= 8) {
    const hash = hashShort(length === 0 ? 0 : word(start, length), length);
    return codeOf(dictionary, start, length, tag, hash, most, mostBytes);
  }
  return codeOf(dictionary, start, length, tag, hashText(start, length), most, mostBytes);
}

/**
 * Takes a cell of an open column into its sketch and adds to the key of its row, whose lanes lie at `low` and `high`.
 * `row` is its number in the part of the file, `index` that of the column in keys.
 */
export function sketchCell(
  sketch: Sketch,
  start: usize,
  end: usize,
  tag: u32,
  index: u32,
  row: u32,
  low: usize,
  high: usize,
): void {
  addCells(sketch, start, end, tag, hashCell(start, <u32>(end - start), tag), 1);
  if (isOdd) noteOdd(sketch, row);
  if (!sketch.inKeys || !counted) return;
  const part = keyPart(keyHash, index);
  store<u32>(low, load<u32>(low) + <u32>part);
  store<u32>(high, load<u32>(high) + <u32>(part >> 32));
}

/** Codes of a held column, the missing one included. */
export function codesOf(column: usize): u32 {
  return changetype<Column>(column).dictionary.size;
}

/** Address of the values' bytes of a held column; they end at offsets[codes]. */
export function arenaOf(column: usize): usize {
  return changetype<Column>(column).dictionary.arena;
}

export function offsetsOf(column: usize): usize {
  return changetype<Column>(column).dictionary.offsets;
}

/** Address of the tags of a held column's values, a byte per code. */
export function tagsOf(column: usize): usize {
  return changetype<Column>(column).dictionary.tags;
}

/** Opens a column: from now on its cells go to a sketch. `openWith` must follow for the cells that it held. */
export function open(
  column: usize,
  expects: u32,
  measuresText: bool,
  inKeys: bool,
  byValue: bool,
  shift: f64,
): void {
  changetype<Column>(column).sketch = makeSketch(expects, measuresText, inKeys, byValue, shift);
}

/** Counts a value exactly from now on, and among the cells given to `openWith`. */
export function watch(column: usize, at: usize, length: u32, tag: u32): void {
  addCandidate(changetype<Sketch>(changetype<Column>(column).sketch!), at, length, tag);
}

/**
 * Adds the cells that an opened column held: `counts` has their number per code. Writes what a cell of each code adds to
 * its row's key to `low` and `high`, and 1 to `odd` where it is of another kind than expected. Lets the values go.
 */
export function openWith(
  column: usize,
  index: u32,
  counts: usize,
  low: usize,
  high: usize,
  odd: usize,
): void {
  const its = changetype<Column>(column);
  const dictionary = its.dictionary;
  const sketch = its.sketch!;
  for (let code: u32 = 1; code < dictionary.size; code++) {
    const cells = load<u32>(counts + ((<usize>code) << 2));
    if (cells === 0) continue;
    const at = valueStart(dictionary, code);
    const length = valueLength(dictionary, code);
    const tag = valueTag(dictionary, code);
    addCells(sketch, at, at + length, tag, hashCell(at, length, tag), cells);
    const part = counted && sketch.inKeys ? keyPart(keyHash, index) : 0;
    store<u32>(low + ((<usize>code) << 2), <u32>part);
    store<u32>(high + ((<usize>code) << 2), <u32>(part >> 32));
    store<u8>(odd + code, isOdd ? 1 : 0);
  }
  endDictionary(dictionary);
}

/** Address of the sketch of an open column. */
export function sketchOf(column: usize): usize {
  return changetype<usize>(changetype<Column>(column).sketch!);
}

/** Pairs of key and count of the numbers (0), characters (1) or words (2) of an open column, as `listBins`. */
export function listOf(column: usize, which: u32, into: usize): u32 {
  const sketch = changetype<Column>(column).sketch!;
  const bins = which === 0 ? sketch.bins : which === 1 ? sketch.characters : sketch.words;
  return bins === 0 ? 0 : listBins(bins, into);
}
