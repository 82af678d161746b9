// The hash of a cell and its part in the key of a row: src/engine/sketches/cell-hash.ts says the same in TypeScript.

import { isSpelledAsValue } from './spelled-value.as';

const K1: u64 = 0x9e3779b97f4a7c15;
const K2: u64 = 0xc2b2ae3d27d4eb4f;

/** CellTag of a string of JSON. */
const STRING_TAG: u32 = 1;
/** Tag of a number that counts by its value. */
export const NUMBER_TAG: u64 = 2;

function finish(h: u64): u64 {
  h *= K2;
  return h ^ (h >> 29);
}

function mix(h: u64, word: u64): u64 {
  h = (h ^ word) * K1;
  return h ^ (h >> 32);
}

/** The first `length` (1 to 8) bytes at `at` as one word, little end first. 8 bytes must be readable. */
export function word(at: usize, length: u32): u64 {
  return load<u64>(at) & (~(<u64>0) >> ((8 - <u64>length) << 3));
}

/** The hash of a text of up to 8 bytes, given as a word. */
export function hashShort(value: u64, length: u32): u64 {
  return finish(mix(<u64>length * K2, value));
}

/** The hash of a text as written. */
export function hashText(at: usize, length: u32): u64 {
  return hashWords(<u64>length * K2, at, length);
}

function hashWords(h: u64, at: usize, length: u32): u64 {
  while (length >= 8) {
    h = mix(h, load<u64>(at));
    at += 8;
    length -= 8;
  }
  if (length > 0) h = mix(h, word(at, length));
  return finish(h);
}

/** The hash of a cell: that of its text, but for a string (tag 1) of JSON that is spelled as another value is. */
export function hashCell(at: usize, length: u32, tag: u32): u64 {
  if (tag !== STRING_TAG || !isSpelledAsValue(at, at + length)) return hashText(at, length);
  return hashWords((length + ((<u64>STRING_TAG) << 32)) * K2, at, length);
}

/** The hash of a number by value; -0 and 0 are one. */
export function hashNumber(value: f64): u64 {
  return finish(mix((8 + (NUMBER_TAG << 32)) * K2, reinterpret<u64>(value + 0)));
}

/** What a cell of column `column` adds to its row's key: two lanes of 32 bits. */
export function keyPart(hash: u64, column: u32): u64 {
  let m = (hash ^ (<u64>(column + 1) * K1)) * K2;
  m ^= m >> 32;
  m *= K1;
  return m ^ (m >> 29);
}
