// Reads delimited text: finds rows and fields, then takes the fields of a batch column by column. A column holds the
// codes of its values while they are few, and a sketch of its cells beyond. AssemblyScript, compiled to WebAssembly with
// 128-bit SIMD. The host side is src/codecs/kernel-reader.ts.

import { listBins } from './parts/bins.as';
import { hashShort, hashText, keyPart, word } from './parts/cell-hash.as';
import {
  codeOf,
  Dictionary,
  DICTIONARY_BYTES,
  endDictionary,
  startDictionary,
  valueLength,
  valueStart,
} from './parts/dictionary.as';
import { give, startHeap, take, takeZeros } from './parts/heap.as';
import {
  addCandidate,
  addCells,
  counted,
  isOdd,
  keyHash,
  makeSketch,
  noteOdd,
  Sketch,
} from './parts/sketch.as';
import { fieldEnds, fieldKinds, fieldStarts, rowFields } from './parts/scan.as';
import { setUtf8 } from './parts/text.as';

export {
  blankLines,
  full,
  layOut,
  line,
  rows,
  scan,
  textAfterQuote,
  textAfterQuoteRow,
  unclosed,
} from './parts/scan.as';
export { startHeap, setUtf8, take, give };
export { firstMalformed, hasNul, malformed, multibyte, survey } from './parts/survey.as';

const PLAIN: u8 = 0;

@unmanaged
class Column {
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

/** The bytes of the field at hand: of the file, or unescaped. */
let start: usize = 0;
let end: usize = 0;
let scratch: usize = 0;
let scratchBytes: usize = 0;

/** Sets `start` and `end` to the value of a field; equal when the row has no such field or it is empty. */
function find(origin: usize, field: u32, row: u32, quote: u32): void {
  const fields = rowFields + ((<usize>row) << 2);
  const index = load<u32>(fields) + field;
  if (index >= load<u32>(fields, 4)) {
    start = 0;
    end = 0;
    return;
  }
  start = origin + <usize>load<u32>(fieldStarts + ((<usize>index) << 2));
  end = origin + <usize>load<u32>(fieldEnds + ((<usize>index) << 2));
  if (load<u8>(fieldKinds + index) !== PLAIN) unescape(quote);
}

/** Replaces an escaped field by its value: doubled quotes become one, text after the closing quote is appended. */
function unescape(quote: u32): void {
  const length = end - start;
  if (length > scratchBytes) {
    if (scratch !== 0) give(scratch, scratchBytes);
    scratchBytes = length << 1;
    scratch = take(scratchBytes);
  }
  let into = scratch;
  let at = start + 1;
  while (at < end) {
    const byte = <u32>load<u8>(at);
    if (byte === quote) {
      at++;
      if (at >= end || <u32>load<u8>(at) !== quote) break;
    }
    store<u8>(into, byte);
    into++;
    at++;
  }
  while (at < end) {
    store<u8>(into, load<u8>(at));
    into++;
    at++;
  }
  start = scratch;
  end = into;
}

/**
 * Writes the codes of field `field` of the rows [from, to) of the batch to `codes`, two bytes each, until the column
 * would hold more than `most` values or `mostBytes` bytes. Returns the row at which it stopped: `to` when all fitted.
 */
export function takeCodes(
  column: usize,
  origin: usize,
  field: u32,
  from: u32,
  to: u32,
  quote: u32,
  codes: usize,
  most: u32,
  mostBytes: u32,
): u32 {
  const dictionary = changetype<Column>(column).dictionary;
  for (let row = from; row < to; row++) {
    find(origin, field, row, quote);
    const length = <u32>(end - start);
    let code: u32 = 0;
    if (length > 0) {
      if (length <= 8) {
        const key = word(start, length);
        code = codeOf(dictionary, start, length, key, hashShort(key, length), most, mostBytes);
      } else {
        const hash = hashText(start, length);
        code = codeOf(dictionary, start, length, hash, hash, most, mostBytes);
      }
      if (code === 0) return row;
    }
    store<u16>(codes + ((<usize>(row - from)) << 1), code);
  }
  return to;
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
export function watch(column: usize, at: usize, length: u32): void {
  addCandidate(changetype<Sketch>(changetype<Column>(column).sketch!), at, length);
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
    addCells(sketch, at, at + length, hashText(at, length), cells);
    const part = counted && sketch.inKeys ? keyPart(keyHash, index) : 0;
    store<u32>(low + ((<usize>code) << 2), <u32>part);
    store<u32>(high + ((<usize>code) << 2), <u32>(part >> 32));
    store<u8>(odd + code, isOdd ? 1 : 0);
  }
  endDictionary(dictionary);
}

/**
 * Takes field `field` of the rows [from, to) of the batch into the sketch of an open column and adds to the rows' keys,
 * `low` and `high`, which begin at row `from`. Sets bit i of `empty` where row from + i has an empty cell and returns
 * their number. `firstRow` is the number of row `from` in its part of the file.
 */
export function takeCells(
  column: usize,
  index: u32,
  origin: usize,
  field: u32,
  from: u32,
  to: u32,
  quote: u32,
  firstRow: u32,
  low: usize,
  high: usize,
  empty: usize,
): u32 {
  const sketch = changetype<Column>(column).sketch!;
  const inKeys = sketch.inKeys;
  let empties: u32 = 0;
  for (let row = from; row < to; row++) {
    find(origin, field, row, quote);
    const nth = row - from;
    if (start === end) {
      const byte = empty + (nth >> 3);
      const bit: u32 = 1 << (nth & 7);
      store<u8>(byte, (<u32>load<u8>(byte)) | bit);
      empties++;
      continue;
    }
    addCells(sketch, start, end, hashText(start, <u32>(end - start)), 1);
    if (isOdd) noteOdd(sketch, firstRow + nth);
    if (inKeys && counted) {
      const part = keyPart(keyHash, index);
      const at = (<usize>nth) << 2;
      store<u32>(low + at, load<u32>(low + at) + <u32>part);
      store<u32>(high + at, load<u32>(high + at) + <u32>(part >> 32));
    }
  }
  return empties;
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
