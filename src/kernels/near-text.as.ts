// Shingles of a text and its similarity sketch: src/engine/near-text/twin-sketcher.ts is the twin and says what each
// number means. The host writes a text in its normal form where `input` says, and calls `sketch` or `shingleSet`.

import { fmix32, fmix32x4 } from './parts/mix.as';
import { sortPairs } from './parts/sort-pairs.as';

/** Odd multipliers of word and shingle hashes: one lane each. */
const WORD_LOW: u32 = 0x01000193;
const WORD_HIGH: u32 = 0x85ebca6b;
const STEP_LOW: u32 = 0x9e3779b1;
const STEP_HIGH: u32 = 0xc2b2ae3d;
const START: u32 = 0x811c9dc5;

/** What a bin holds before anything fell into it. */
const EMPTY: u32 = 0xffffffff;
/** Rounds after which a long text is taken for one that repeats itself. */
const EARLY: u32 = 8;

let width: u32;
let bins: u32;
let bands: u32;
let bandRows: u32;

/** Three numbers per round, for up to 2 * bins rounds. */
let rounds: usize;
/** Per bin: the round that filled it, and the least value of that round. */
let filledIn: usize;
let least: usize;
/** Results: a key per band, a byte per bin. */
let keys: usize;
let bytes: usize;
/** The text, and two lanes of hashes: of units first, of shingles then. */
let text: usize;
let low: usize;
let high: usize;
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
  filledIn = rounds + 24 * <usize>bins;
  least = filledIn + 4 * <usize>bins;
  keys = least + 4 * <usize>bins;
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
    low = text + room;
    // A lane is padded by a vector.
    high = low + 4 * room + 64;
    if (!reserve(high + 4 * room + 64)) {
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

function hashWords(length: usize): u32 {
  let count: usize = 0;
  let a: u32 = START;
  let b: u32 = START;
  let inside = false;
  const end = text + length;
  for (let at = text; at < end; at++) {
    let byte = <u32>load<u8>(at);
    if (byte === 32 || byte - 9 < 5) {
      if (!inside) continue;
      store<u32>(low + (count << 2), fmix32(a));
      store<u32>(high + (count << 2), fmix32(b));
      count++;
      a = START;
      b = START;
      inside = false;
      continue;
    }
    byte += <u32>(byte - 65 < 26) << 5;
    a = (a ^ byte) * WORD_LOW;
    b = (b ^ byte) * WORD_HIGH;
    inside = true;
  }
  if (inside) {
    store<u32>(low + (count << 2), fmix32(a));
    store<u32>(high + (count << 2), fmix32(b));
    count++;
  }
  return <u32>count;
}

/** The text is well-formed UTF-8. */
function hashCharacters(length: usize): u32 {
  let count: usize = 0;
  const end = text + length;
  let at = text;
  while (at < end) {
    let point = <u32>load<u8>(at);
    const more: usize = point < 0x80 ? 0 : point < 0xe0 ? 1 : point < 0xf0 ? 2 : 3;
    if (more > 0) point &= 0x3f >> <u32>more;
    for (let i: usize = 1; i <= more; i++) point = (point << 6) | (<u32>load<u8>(at + i) & 0x3f);
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
  memory.fill(filledIn, 0xff, 4 * <usize>bins);
  let filled: u32 = 0;
  const last: u32 = bins * 2;
  for (let round: u32 = 0; round < last && filled < bins; round++) {
    // Few different shingles, many times: without their repeats rounds cost less.
    if (round === EARLY && count > 4 * bins) count = sortPairs(low, high, count);
    filled += round < bins ? throwIntoBins(round, count) : fillBin(round, count);
  }
  finish();
  return units;
}

// @ts-ignore
@inline
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
    const hashes = hashFour(<usize>i << 2, constants);
    filled += offer(i32x4.extract_lane(hashes, 0), round);
    filled += offer(i32x4.extract_lane(hashes, 1), round);
    filled += offer(i32x4.extract_lane(hashes, 2), round);
    filled += offer(i32x4.extract_lane(hashes, 3), round);
  }
  if (i === count) return filled;
  const hashes = hashFour(<usize>i << 2, constants);
  filled += offer(i32x4.extract_lane(hashes, 0), round);
  if (i + 1 < count) filled += offer(i32x4.extract_lane(hashes, 1), round);
  if (i + 2 < count) filled += offer(i32x4.extract_lane(hashes, 2), round);
  return filled;
}

// @ts-ignore
@inline
function offer(hash: u32, round: u32): u32 {
  // The bin is the whole part of hash / 2^32 * bins, the value the fraction that is left.
  const product = <u64>hash * <u64>bins;
  const bin = <usize>(product >> 32) << 2;
  const value = <u32>product;
  const before = load<u32>(filledIn + bin);
  if (before === round) {
    if (value < load<u32>(least + bin)) store<u32>(least + bin, value);
    return 0;
  }
  if (before !== EMPTY) return 0;
  store<u32>(filledIn + bin, round);
  store<u32>(least + bin, value);
  return 1;
}

/** The least hash of all shingles, for the one bin of a late round. */
function fillBin(round: u32, count: u32): u32 {
  const bin = (<usize>(round - bins)) << 2;
  if (load<u32>(filledIn + bin) !== EMPTY) return 0;
  const constants = rounds + 12 * <usize>round;
  const a = load<u32>(constants);
  const b = load<u32>(constants, 4);
  const c = load<u32>(constants, 8);
  let smallest: u32 = 0xffffffff;
  for (let i: usize = 0; i < <usize>count << 2; i += 4) {
    const hash = fmix32(load<u32>(low + i) * a + load<u32>(high + i) * b + c);
    if (hash < smallest) smallest = hash;
  }
  store<u32>(filledIn + bin, round);
  store<u32>(least + bin, smallest);
  return 1;
}

/** Bins to numbers, bytes of them, and keys of bands. */
function finish(): void {
  for (let bin: usize = 0; bin < <usize>bins; bin++) {
    const at = bin << 2;
    const slot = fmix32(load<u32>(least + at) ^ (load<u32>(filledIn + at) * STEP_LOW));
    store<u32>(least + at, slot);
    store<u8>(bytes + bin, <u8>slot);
  }
  let at = least;
  for (let band: usize = 0; band < <usize>bands; band++) {
    let key: u32 = <u32>band;
    for (let row: u32 = 0; row < bandRows; row++) {
      key = fmix32(key * STEP_LOW + load<u32>(at));
      at += 4;
    }
    store<u32>(keys + (band << 2), key);
  }
}

/** The different shingles of the text at `input`, ascending by (high, low), in the lanes; returns their number. */
export function shingleSet(length: usize, characters: bool): u32 {
  return sortPairs(low, high, hashShingles(hashUnits(length, characters)));
}
