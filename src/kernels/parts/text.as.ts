// Blanks, characters and words of UTF-8; the twin in TypeScript is src/engine/cells/text-lengths.ts. What is no valid
// UTF-8, and text in other encodings that is not ASCII, is measured by the host.

import { countCharacters, countWords } from './host.as';

/** Bytes are UTF-8 (or ASCII); set once by the host. */
let utf8: bool = true;

export function setUtf8(on: bool): void {
  utf8 = on;
}

/** What `measure` found: UTF-16 units, and words separated by white space. */
export let characters: u32 = 0;
export let words: u32 = 0;

export function isBlank(byte: u32): bool {
  return byte === 32 || byte - 9 < 5;
}

/** Bytes of the white space beyond ASCII that begins at `at`: U+00A0, 1680, 2000-200A, 2028, 2029, 202F, 205F, 3000, FEFF; else 0. */
function wideBlank(at: usize): u32 {
  const second = <u32>load<u8>(at, 1);
  const third = <u32>load<u8>(at, 2);
  switch (<u32>load<u8>(at)) {
    case 0xc2:
      return second === 0xa0 ? 2 : 0;
    case 0xe1:
      return second === 0x9a && third === 0x80 ? 3 : 0;
    case 0xe2:
      if (second === 0x81) return third === 0x9f ? 3 : 0;
      if (second !== 0x80) return 0;
      return third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf ? 3 : 0;
    case 0xe3:
      return second === 0x80 && third === 0x80 ? 3 : 0;
    case 0xef:
      return second === 0xbb && third === 0xbf ? 3 : 0;
    default:
      return 0;
  }
}

/** Bytes of the well-formed sequence that begins at `at` (RFC 3629); 0 when there is none. */
export function sequenceLength(at: usize, end: usize): u32 {
  const lead = <u32>load<u8>(at);
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length: u32 = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + length > end) return 0;
  const second = <u32>load<u8>(at, 1);
  const least: u32 = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most: u32 = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let i: u32 = 2; i < length; i++) if ((load<u8>(at + i) & 0xc0) !== 0x80) return 0;
  return length;
}

/** Fills `characters` and `words`. */
export function measure(start: usize, end: usize): void {
  let at = start;
  let units: u32 = 0;
  let count: u32 = 0;
  let between = true;
  // Sixteen bytes at a time while they are ASCII: a word begins where a blank ends.
  while (at + 16 <= end) {
    const bytes = v128.load(at);
    if (i8x16.bitmask(bytes) !== 0) break;
    const controls = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(9)), i8x16.splat(5));
    const blanks = i8x16.bitmask(v128.or(controls, i8x16.eq(bytes, i8x16.splat(32))));
    const letters = ~blanks & 0xffff;
    const begins = letters & ((blanks << 1) | i32(between));
    count += <u32>popcnt(begins);
    between = (blanks & 0x8000) !== 0;
    units += 16;
    at += 16;
  }
  while (at < end) {
    const byte = <u32>load<u8>(at);
    let blank = i32(isBlank(byte));
    let length: u32 = 1;
    if (byte >= 0x80) {
      length = utf8 ? sequenceLength(at, end) : 0;
      if (length === 0) {
        characters = countCharacters(start, <u32>(end - start));
        words = countWords(start, <u32>(end - start));
        return;
      }
      blank = i32(length < 4 && wideBlank(at) !== 0);
      if (length === 4) units++;
    }
    if (between && blank === 0) count++;
    between = blank !== 0;
    units++;
    at += length;
  }
  characters = units;
  words = count;
}
