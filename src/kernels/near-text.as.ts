// Shingles of a text and its similarity sketch: src/engine/near-text/twin-sketcher.ts is the twin and says what each
// number means. The host writes a text in its normal form where `input` says, and calls `sketch` or `shingleSet`.

import { fmix32, fmix32x4 } from './parts/mix.as';
import { SORT_BYTES, sortPairs } from './parts/sort-pairs.as';

/** Odd multipliers of word and shingle hashes: one lane each. */
const WORD_LOW: u32 = 0x01000193;
const WORD_HIGH: u32 = 0x85ebca6b;
const STEP_LOW: u32 = 0x9e3779b1;
const STEP_HIGH: u32 = 0xc2b2ae3d;
const START: u32 = 0x811c9dc5;

/** What a bin holds before anything fell into it. */
const EMPTY: u64 = 0xffffffffffffffff;
/** Rounds after which a long text is taken for one that repeats itself. */
const EARLY: u32 = 8;

let width: u32;
let bins: u32;
let bands: u32;
let bandRows: u32;

/** Three numbers per round, for up to 2 * bins rounds. */
let rounds: usize;
/** Per bin the round that filled it, in the upper half, and the least value of that round: the least such number. */
let slots: usize;
/** Results: a key per band, a byte per bin. */
let keys: usize;
let bytes: usize;
/** The text, and two lanes of hashes: of units first, of shingles then. */
let text: usize;
let low: usize;
let high: usize;
/** For sorting. */
let scratch: usize;
/** Hashes that fit into a lane. */
let room: usize = 0;

/** Hash of the whole text, as two lanes; and its shingles, not all different. */
let textLow: u32;
let textHigh: u32;
let shingles: u32;

export function setUp(shingleWidth: u32, binCount: u32, bandCount: u32, rowsPerBand: u32): void {
  width = shingleWidth;
  bins = binCount;
  bands = bandCount;
  bandRows = rowsPerBand;
  rounds = (__heap_base + 63) & ~63;
  slots = rounds + 24 * <usize>bins;
  keys = slots + 8 * <usize>bins;
  bytes = keys + 4 * <usize>bands;
  text = (bytes + <usize>bins + 63) & ~63;
  room = 0;
  reserve(text);
  let state: u32 = 1;
  for (let i: usize = 0; i < 6 * <usize>bins; i++) {
    state = state * 1664525 + 1013904223;
    // Multipliers are odd; every third number is added.
    store<u32>(rounds + (i << 2), i % 3 === 2 ? fmix32(state) : fmix32(state) | 1);
  }
}

export function keysAt(): usize {
  return keys;
}
export function bytesAt(): usize {
  return bytes;
}
export function lowAt(): usize {
  return low;
}
export function highAt(): usize {
  return high;
}
export function textHashLow(): u32 {
  return textLow;
}
export function textHashHigh(): u32 {
  return textHigh;
}
export function shingleCount(): u32 {
  return shingles;
}

/** Where a text of `length` bytes is to be written; 0 when there is not enough memory. */
export function input(length: usize): usize {
  if (length >= room) {
    room = (length + (length >> 1) + 4096) & ~63;
    // The text and each lane are padded by a vector.
    low = text + room + 64;
    high = low + 4 * room + 64;
    scratch = high + 4 * room + 64;
    if (!reserve(scratch + SORT_BYTES)) {
      room = 0;
      return 0;
    }
  }
  return text;
}

function reserve(end: usize): bool {
  const pages = <i32>((end + 0xffff) >> 16) - memory.size();
  return pages <= 0 || memory.grow(pages) >= 0;
}

/** Units of the text, words or characters; fills `textLow` and `textHigh`. */
function hashUnits(length: usize, characters: bool): u32 {
  const count = characters ? hashCharacters(length) : hashWords(length);
  let a: u32 = START;
  let b: u32 = count;
  for (let i: usize = 0; i < <usize>count; i++) {
    a = a * STEP_LOW + load<u32>(low + (i << 2));
    b = b * STEP_HIGH + load<u32>(high + (i << 2));
  }
  textLow = fmix32(a);
  textHigh = fmix32(b);
  return count;
}

/** Words are runs of bytes that are not blank, hashed four bytes at a time, in lower case where they are ASCII. */
function hashWords(length: usize): u32 {
  let count: usize = 0;
  const end = text + length;
  let at = text;
  while (true) {
    at = afterBlanks(at, end);
    if (at === end) return <u32>count;
    const wordEnd = nextBlank(at, end);
    let a: u32 = START;
    let b: u32 = <u32>(wordEnd - at);
    for (; at + 4 <= wordEnd; at += 4) {
      const four = lowerCase(load<u32>(at));
      a = (a ^ four) * WORD_LOW;
      b = (b ^ four) * WORD_HIGH;
      a ^= a >> 15;
      b ^= b >> 13;
    }
    if (at < wordEnd) {
      const four = lowerCase(load<u32>(at) & ((1 << ((<u32>(wordEnd - at)) << 3)) - 1));
      a = (a ^ four) * WORD_LOW;
      b = (b ^ four) * WORD_HIGH;
    }
    store<u32>(low + (count << 2), fmix32(a));
    store<u32>(high + (count << 2), fmix32(b));
    count++;
    at = wordEnd;
  }
}

function isBlank(byte: u32): bool {
  return byte === 32 || byte - 9 < 5;
}

function afterBlanks(at: usize, end: usize): usize {
  while (at < end && isBlank(load<u8>(at))) at++;
  return at;
}

/** The first blank from `at` on, or the end; the text is padded, so that 16 bytes can be read from anywhere in it. */
function nextBlank(at: usize, end: usize): usize {
  while (at < end) {
    const some = v128.load(at);
    const controls = i8x16.lt_u(i8x16.sub(some, i8x16.splat(9)), i8x16.splat(5));
    const blanks = i8x16.bitmask(v128.or(controls, i8x16.eq(some, i8x16.splat(32))));
    if (blanks !== 0) return min(at + <usize>ctz(blanks), end);
    at += 16;
  }
  return end;
}

/** The letters A to Z among four bytes in lower case. */
function lowerCase(four: u32): u32 {
  const seven = four & 0x7f7f7f7f;
  const upper = (seven + 0x3f3f3f3f) & ~(seven + 0x25252525) & ~four & 0x80808080;
  return four | (upper >> 2);
}

/** Whether the first `length` bytes of the text are ASCII. */
export function isAscii(length: usize): bool {
  let all = i8x16.splat(0);
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) all = v128.or(all, v128.load(text + at));
  let rest: u32 = 0;
  for (; at < length; at++) rest |= <u32>load<u8>(text + at);
  return i8x16.bitmask(all) === 0 && rest < 0x80;
}

/** The text is well-formed UTF-8. */
function hashCharacters(length: usize): u32 {
  let count: usize = 0;
  const end = text + length;
  let at = text;
  while (at < end) {
    let point = <u32>load<u8>(at);
    const more: usize = point < 0x80 ? 0 : point < 0xe0 ? 1 : point < 0xf0 ? 2 : 3;
    if (more > 0) point &= 0x3f >> (<u32>more);
    for (let i: usize = 1; i <= more; i++) point = (point << 6) | ((<u32>load<u8>(at + i)) & 0x3f);
    at += more + 1;
    store<u32>(low + (count << 2), fmix32(point + START));
    store<u32>(high + (count << 2), fmix32(point * STEP_HIGH));
    count++;
  }
  return <u32>count;
}

/** Turns the hashes of `units` units into those of shingles, in place: one of all units when there are fewer than `width`. */
function hashShingles(units: u32): u32 {
  if (units === 0) return 0;
  const many = units < width ? units : width;
  const count = units - many + 1;
  for (let j: usize = 0; j < <usize>count; j++) {
    const from = low + (j << 2);
    const too = high + (j << 2);
    let a: u32 = 0;
    let b: u32 = many;
    for (let i: usize = 0; i < <usize>many; i++) {
      a = a * STEP_LOW + load<u32>(from + (i << 2));
      b = b * STEP_HIGH + load<u32>(too + (i << 2));
    }
    store<u32>(from, fmix32(a));
    store<u32>(too, fmix32(b));
  }
  return count;
}

/** Fills keys and bytes of the text at `input`; returns its units. */
export function sketch(length: usize, characters: bool): u32 {
  const units = hashUnits(length, characters);
  let count = hashShingles(units);
  shingles = count;
  if (count === 0) return 0;
  memory.fill(slots, 0xff, 8 * <usize>bins);
  let filled: u32 = 0;
  const last: u32 = bins * 2;
  for (let round: u32 = 0; round < last && filled < bins; round++) {
    // Few different shingles, many times: without their repeats rounds cost less.
    if (round === EARLY && count > 4 * bins) count = sortPairs(low, high, count, scratch);
    filled += round < bins ? throwIntoBins(round, count) : fillBin(round, count);
  }
  finish();
  return units;
}

function hashFour(at: usize, round: usize): v128 {
  const a = v128.load_splat<u32>(round);
  const b = v128.load_splat<u32>(round, 4);
  const c = v128.load_splat<u32>(round, 8);
  const sum = i32x4.add(i32x4.mul(v128.load(low + at), a), i32x4.mul(v128.load(high + at), b));
  return fmix32x4(i32x4.add(sum, c));
}

/** Each shingle falls into one bin; a bin that is empty keeps the least value. Returns the bins filled. */
function throwIntoBins(round: u32, count: u32): u32 {
  const constants = rounds + 12 * <usize>round;
  const whole = count & ~3;
  let filled: u32 = 0;
  let i: u32 = 0;
  for (; i < whole; i += 4) {
    const hashes = hashFour((<usize>i) << 2, constants);
    filled += offer(i32x4.extract_lane(hashes, 0), round);
    filled += offer(i32x4.extract_lane(hashes, 1), round);
    filled += offer(i32x4.extract_lane(hashes, 2), round);
    filled += offer(i32x4.extract_lane(hashes, 3), round);
  }
  if (i === count) return filled;
  const hashes = hashFour((<usize>i) << 2, constants);
  filled += offer(i32x4.extract_lane(hashes, 0), round);
  if (i + 1 < count) filled += offer(i32x4.extract_lane(hashes, 1), round);
  if (i + 2 < count) filled += offer(i32x4.extract_lane(hashes, 2), round);
  return filled;
}

/** Returns 1 when the bin was empty. Without a branch: which bins are full is anyone's guess. */
function offer(hash: u32, round: u32): u32 {
  // The bin is the whole part of hash / 2^32 * bins, the value the fraction that is left.
  const product = <u64>hash * <u64>bins;
  const at = slots + ((<usize>(product >> 32)) << 3);
  const offered = ((<u64>round) << 32) | (product & 0xffffffff);
  const before = load<u64>(at);
  store<u64>(at, select<u64>(offered, before, offered < before));
  return u32(before === EMPTY);
}

/** The least hash of all shingles, for the one bin of a late round. */
function fillBin(round: u32, count: u32): u32 {
  const at = slots + ((<usize>(round - bins)) << 3);
  if (load<u64>(at) !== EMPTY) return 0;
  const constants = rounds + 12 * <usize>round;
  const a = load<u32>(constants);
  const b = load<u32>(constants, 4);
  const c = load<u32>(constants, 8);
  let smallest: u32 = 0xffffffff;
  for (let i: usize = 0; i < (<usize>count) << 2; i += 4) {
    const hash = fmix32(load<u32>(low + i) * a + load<u32>(high + i) * b + c);
    if (hash < smallest) smallest = hash;
  }
  store<u64>(at, ((<u64>round) << 32) | (<u64>smallest));
  return 1;
}

/** Bins to numbers, bytes of them, and keys of bands. */
function finish(): void {
  for (let bin: usize = 0; bin < <usize>bins; bin++) {
    const at = slots + (bin << 3);
    const slot = fmix32(load<u32>(at) ^ (load<u32>(at, 4) * STEP_LOW));
    store<u32>(at, slot);
    store<u8>(bytes + bin, <u8>slot);
  }
  let at = slots;
  for (let band: usize = 0; band < <usize>bands; band++) {
    let key: u32 = <u32>band;
    for (let row: u32 = 0; row < bandRows; row++) {
      key = fmix32(key * STEP_LOW + load<u32>(at));
      at += 8;
    }
    store<u32>(keys + (band << 2), key);
  }
}

/** The different shingles of the text at `input`, ascending by (high, low), in the lanes; returns their number. */
export function shingleSet(length: usize, characters: bool): u32 {
  return sortPairs(low, high, hashShingles(hashUnits(length, characters)), scratch);
}
