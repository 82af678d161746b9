// Takes the values of Parquet pages column by column: a column holds the codes of its values while they are few, and a
// sketch of its cells beyond. Pages are decoded by the host; values of a fixed width are told apart by their bits, and
// only distinct ones, or those that are no plain numbers, are ever written as text. The host side is
// src/codecs/parquet/kernel-column.ts. One column at a time: `startHeap` forgets the one before.

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
import { writeText } from './parts/host.as';
import {
  addCandidate,
  addCells,
  addNumberCells,
  counted,
  isOdd,
  keyHash,
  makeSketch,
  noteOdd,
  Sketch,
  watchNumber,
} from './parts/sketch.as';

export { startHeap, take, give };

/** What the bytes of a value are, as `ValueForm` of the host. */
const TEXT: u32 = 0;
const INT32: u32 = 2;
const UINT32: u32 = 3;
const INT64: u32 = 4;
const UINT64: u32 = 5;
const DOUBLE: u32 = 6;

/** The longest text that the host writes. */
const LONGEST_TEXT: u32 = 2048;
const SAFE: u64 = 9007199254740992;
/** Smaller doubles are written with an exponent. */
const SMALLEST: f64 = 1e-6;

/** What is known of an entry of a dictionary: nothing yet, and then some of these. */
const KNOWN: u32 = 1;
const EMPTY: u32 = 2;
const NOT_A_NUMBER: u32 = 4;
const ODD: u32 = 8;
const KEYED: u32 = 16;
/** An entry of an open column: key part, cells, what is known. */
const ENTRY_BITS: usize = 4;
/** An entry of a held column is its code plus 1, or this. */
const NAN_CODE: u32 = 0xffffffff;

let form: u32 = TEXT;
/** Bytes of a value that may be NaN; 0 when none may. */
let floating: u32 = 0;
/** Numbers are whole numbers divided by this. */
let power: f64 = 1;
/** Decimals of all numbers; below 0: as many as each needs. */
let scale: i32 = 0;
/** CellTag of every cell: what values are is the column's. */
const NO_TAG: u32 = 0;

let dictionary: Dictionary = changetype<Dictionary>(0);
let sketch: Sketch = changetype<Sketch>(0);
let byNumber: bool = false;
let scratch: usize = 0;

/** Begins a column without cells. */
export function startColumn(itsForm: u32, itsFloating: u32, itsPower: f64, itsScale: i32): void {
  form = itsForm;
  floating = itsFloating;
  power = itsPower;
  scale = itsScale;
  byNumber = false;
  scratch = take(LONGEST_TEXT);
  dictionary = changetype<Dictionary>(takeZeros(DICTIONARY_BYTES));
  startDictionary(dictionary);
}

/** Values at hand: of one width, or from starts[i] to ends[i] when it is 0. */
let bytes: usize = 0;
let width: u32 = 0;
let starts: usize = 0;
let ends: usize = 0;
/** Positions in the dictionary, and what is known of its entries; 0: values come one by one. */
let indices: usize = 0;
let entries: usize = 0;
/** Levels of the rows at hand and the one of a value that is there; 0: all are. */
let levels: usize = 0;
let present: u32 = 0;

export function setValues(at: usize, itsWidth: u32, itsStarts: usize, itsEnds: usize): void {
  bytes = at;
  width = itsWidth;
  starts = itsStarts;
  ends = itsEnds;
}

export function setIndices(at: usize, itsEntries: usize): void {
  indices = at;
  entries = itsEntries;
}

export function setLevels(at: usize, itsPresent: u32): void {
  levels = at;
  present = itsPresent;
}

/** What the last call took: values, and cells that are NaN with the first of them. */
export let taken: u32 = 0;
export let nans: u32 = 0;
export let firstNan: u32 = 0;

/** The value found last. */
let start: usize = 0;
let length: u32 = 0;

function find(index: u32): void {
  if (width !== 0) {
    start = bytes + <usize>index * width;
    length = width;
  } else {
    const from = load<u32>(starts + ((<usize>index) << 2));
    start = bytes + <usize>from;
    length = load<u32>(ends + ((<usize>index) << 2)) - from;
  }
}

function isNotANumber(at: usize): bool {
  if (floating === 8) return isNaN(load<f64>(at));
  if (floating === 4) return isNaN(load<f32>(at));
  return false;
}

/** The value as a double; NaN when its text is not that of the double in plain notation. */
function numberAt(at: usize): f64 {
  let number: f64 = NaN;
  switch (form) {
    case INT32:
      number = <f64>load<i32>(at);
      break;
    case UINT32:
      number = <f64>load<u32>(at);
      break;
    case INT64: {
      const long = load<i64>(at);
      if (long < <i64>SAFE && long > -(<i64>SAFE)) number = <f64>long;
      break;
    }
    case UINT64: {
      const long = load<u64>(at);
      if (long < SAFE) number = <f64>long;
      break;
    }
    case DOUBLE:
      number = load<f64>(at);
      break;
    default:
      return NaN;
  }
  if (form === DOUBLE || power !== 1) {
    number /= power;
    const size = abs(number);
    if (size >= SMALLEST && size < <f64>SAFE) return number;
    return reinterpret<u64>(number) === 0 ? number : NaN;
  }
  return number;
}

/** The code of the value found last; 0: there are too many, NAN_CODE: it is no number. */
function codeOfFound(most: u32, mostBytes: u32): u32 {
  if (floating !== 0 && isNotANumber(start)) return NAN_CODE;
  if (length <= 8) {
    const hash = hashShort(length === 0 ? 0 : word(start, length), length);
    return codeOf(dictionary, start, length, NO_TAG, hash, most, mostBytes);
  }
  return codeOf(dictionary, start, length, NO_TAG, hashText(start, length), most, mostBytes);
}

/**
 * Writes the codes of the rows [from, to) to `codes`, two bytes each, until the column would hold more than `most`
 * values or `mostBytes` bytes; `value` is the place of the first row's value. Returns the row at which it stopped.
 */
export function takeCodes(
  from: u32,
  to: u32,
  value: u32,
  codes: usize,
  most: u32,
  mostBytes: u32,
): u32 {
  const first = value;
  nans = 0;
  for (let row = from; row < to; row++) {
    let code: u32 = 0;
    if (levels === 0 || <u32>load<u8>(levels + row) === present) {
      if (indices !== 0) {
        const index = load<u32>(indices + ((<usize>value) << 2));
        const entry = entries + ((<usize>index) << 2);
        code = load<u32>(entry);
        if (code === 0) {
          find(index);
          code = codeOfFound(most, mostBytes);
          if (code === 0) {
            taken = value - first;
            return row;
          }
          if (code !== NAN_CODE) code++;
          store<u32>(entry, code);
        }
        if (code !== NAN_CODE) code--;
      } else {
        find(value);
        code = codeOfFound(most, mostBytes);
        if (code === 0) {
          taken = value - first;
          return row;
        }
      }
      value++;
      if (code === NAN_CODE) {
        if (nans++ === 0) firstNan = row;
        code = 0;
      }
    }
    store<u16>(codes + ((<usize>(row - from)) << 1), code);
  }
  taken = value - first;
  return to;
}

/** Codes of the column while it is held, the missing one included. */
export function codesOf(): u32 {
  return dictionary.size;
}

/** Address of the values' bytes of a held column; they end at offsets[codes]. */
export function arenaOf(): usize {
  return dictionary.arena;
}

export function offsetsOf(): usize {
  return dictionary.offsets;
}

/** Opens the column: from now on its cells go to a sketch. `openWith` must follow for the cells that it held. */
export function open(
  expects: u32,
  measuresText: bool,
  inKeys: bool,
  byValue: bool,
  shift: f64,
): void {
  sketch = makeSketch(expects, measuresText, inKeys, byValue, shift);
  byNumber = expects === 0 && form >= INT32;
}

/** Counts a value exactly from now on; `number`: by value too, unless it is NaN. */
export function watch(at: usize, size: u32, number: f64): void {
  addCandidate(sketch, at, size, NO_TAG);
  watchNumber(sketch, byNumber ? number : NaN);
}

/** Adds `cells` cells with the value found last; returns what is known of it. */
function addFound(cells: u32): u32 {
  if (length === 0) return KNOWN | EMPTY;
  if (form === TEXT)
    addCells(sketch, start, start + length, NO_TAG, hashText(start, length), cells);
  else {
    if (floating !== 0 && isNotANumber(start)) return KNOWN | EMPTY | NOT_A_NUMBER;
    const number = byNumber ? numberAt(start) : NaN;
    if (!isNaN(number)) addNumberCells(sketch, number, scale, cells);
    else {
      const written = writeText(start, length, scratch);
      addCells(sketch, scratch, scratch + written, NO_TAG, hashText(scratch, written), cells);
    }
  }
  return KNOWN | (isOdd ? ODD : 0) | (counted && sketch.inKeys ? KEYED : 0);
}

/**
 * Adds the cells that the opened column held: `counts` has their number per code. Writes what a cell of each code adds to
 * its row's key to `low` and `high`, and what is known of it to `known`. Lets the values go.
 */
export function openWith(index: u32, counts: usize, low: usize, high: usize, known: usize): void {
  for (let code: u32 = 1; code < dictionary.size; code++) {
    const cells = load<u32>(counts + ((<usize>code) << 2));
    if (cells === 0) continue;
    start = valueStart(dictionary, code);
    length = valueLength(dictionary, code);
    const its = addFound(cells);
    const part = (its & KEYED) !== 0 ? keyPart(keyHash, index) : 0;
    store<u32>(low + ((<usize>code) << 2), <u32>part);
    store<u32>(high + ((<usize>code) << 2), <u32>(part >> 32));
    store<u8>(known + code, its);
  }
  endDictionary(dictionary);
}

function addToKey(low: usize, high: usize, nth: u32, part: u64): void {
  const at = (<usize>nth) << 2;
  store<u32>(low + at, load<u32>(low + at) + <u32>part);
  store<u32>(high + at, load<u32>(high + at) + <u32>(part >> 32));
}

/**
 * Takes the rows [from, to) into the sketch of the open column and adds to their keys, `low` and `high`, which begin at
 * row `from`. Sets bit i of `empty` where row from + i has an empty cell and returns their number. `value` is the place
 * of the first row's value, `firstRow` the number of row `from` in its part of the file, `index` that of the column.
 */
export function takeCells(
  index: u32,
  from: u32,
  to: u32,
  value: u32,
  firstRow: u32,
  low: usize,
  high: usize,
  empty: usize,
): u32 {
  const first = value;
  let empties: u32 = 0;
  nans = 0;
  for (let row = from; row < to; row++) {
    const nth = row - from;
    let its: u32 = EMPTY;
    let part: u64 = 0;
    if (levels === 0 || <u32>load<u8>(levels + row) === present) {
      if (indices !== 0) {
        const position = load<u32>(indices + ((<usize>value) << 2));
        const entry = entries + ((<usize>position) << ENTRY_BITS);
        its = load<u32>(entry, 12);
        if (its === 0) {
          find(position);
          // Once without cells, to know it; its cells are added by `endEntries`.
          its = addFound(0);
          if ((its & KEYED) !== 0) store<u64>(entry, keyPart(keyHash, index));
          store<u32>(entry, its, 12);
        }
        store<u32>(entry, load<u32>(entry, 8) + 1, 8);
        part = load<u64>(entry);
      } else {
        find(value);
        its = addFound(1);
        if ((its & KEYED) !== 0) part = keyPart(keyHash, index);
      }
      value++;
    }
    if ((its & EMPTY) !== 0) {
      const byte = empty + (nth >> 3);
      const bit: u32 = 1 << (nth & 7);
      store<u8>(byte, (<u32>load<u8>(byte)) | bit);
      empties++;
      if ((its & NOT_A_NUMBER) !== 0 && nans++ === 0) firstNan = row;
      continue;
    }
    if ((its & ODD) !== 0) noteOdd(sketch, firstRow + nth);
    if ((its & KEYED) !== 0) addToKey(low, high, nth, part);
  }
  taken = value - first;
  return empties;
}

/** Adds the cells of the `count` entries of a dictionary that is left. */
export function endEntries(count: u32): void {
  for (let position: u32 = 0; position < count; position++) {
    const cells = load<u32>(entries + ((<usize>position) << ENTRY_BITS), 8);
    if (cells === 0) continue;
    find(position);
    addFound(cells);
  }
}

/** Address of the sketch of the open column. */
export function sketchOf(): usize {
  return changetype<usize>(sketch);
}

/** Pairs of key and count of the numbers (0), characters (1) or words (2) of the open column, as `listBins`. */
export function listOf(which: u32, into: usize): u32 {
  const bins = which === 0 ? sketch.bins : which === 1 ? sketch.characters : sketch.words;
  return bins === 0 ? 0 : listBins(bins, into);
}
