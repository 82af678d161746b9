// Reads delimited text: finds rows and fields, then takes the fields of a batch column by column. A column holds the
// codes of its values while they are few, and a sketch of its cells beyond. AssemblyScript, compiled to WebAssembly with
// 128-bit SIMD. The host side is src/codecs/delimited/kernel-scanner.ts and kernel-columns.ts.

import { codeOfCell, Column, sketchCell } from './parts/columns.as';
import { give, startHeap, take } from './parts/heap.as';
import { DATE, FLOAT, INTEGER, isNullLike, kindOf, value } from './parts/plain-kind.as';
import { fieldEnds, fieldKinds, fieldStarts, rowFields } from './parts/scan.as';
import { isBlank, setUtf8 } from './parts/text.as';

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
export {
  arenaOf,
  codesOf,
  listOf,
  makeColumn,
  offsetsOf,
  open,
  openWith,
  sketchOf,
  tagsOf,
  watch,
} from './parts/columns.as';
export { startHeap, setUtf8, take, give };
export { firstMalformed, hasNul, malformed, multibyte, survey } from './parts/survey.as';

const PLAIN: u8 = 0;
/** CellTag of every cell of delimited text. */
const TEXT_TAG: u32 = 0;

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
    let code: u32 = 0;
    if (start !== end) {
      code = codeOfCell(dictionary, start, end, TEXT_TAG, most, mostBytes);
      if (code === 0) return row;
    }
    store<u16>(codes + ((<usize>(row - from)) << 1), code);
  }
  return to;
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
    const at = (<usize>nth) << 2;
    sketchCell(sketch, start, end, TEXT_TAG, index, firstRow + nth, low + at, high + at);
  }
  return empties;
}

/**
 * Writes the number of field `field` of the rows [from, to) of the batch to `numbers`, NaN where there is none, and none of
 * fractions either unless `fractions`. Writes the rows of which a glance does not tell to `unsettled` and returns how many
 * they are.
 */
export function takeNumbers(
  origin: usize,
  field: u32,
  from: u32,
  to: u32,
  quote: u32,
  fractions: bool,
  numbers: usize,
  unsettled: usize,
): u32 {
  let open: u32 = 0;
  for (let row = from; row < to; row++) {
    find(origin, field, row, quote);
    const written = <u32>(end - start);
    while (start < end && isBlank(load<u8>(start))) start++;
    while (end > start && isBlank(load<u8>(end - 1))) end--;
    let number: f64 = NaN;
    if (start !== end) {
      const kind = kindOf(start, end);
      if (kind === INTEGER || (kind === FLOAT && fractions)) number = value;
      else if (kind > DATE && !isNullLike(start, end, written)) {
        store<u32>(unsettled + ((<usize>open) << 2), row);
        open++;
      }
    }
    store<f64>(numbers + ((<usize>(row - from)) << 3), number);
  }
  return open;
}
