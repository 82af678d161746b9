// Windows of a text that may stand elsewhere too: src/engine/substrings/twin-windows.ts is the twin and says what each
// number means. The host writes a text where `input` says and calls `sift` for all texts, then `likely` for each.

import { fmix32 } from './parts/mix.as';

const MODULUS: u64 = 0x7fffffff;
/** Slots of the sieve in a word: two bits each. */
const PER_WORD: u32 = 16;

let windowLength: usize;
let gramLength: usize;
let gramBase: u32;
/** What a byte counts when it leaves: 256 numbers of 8 bytes for each hash of windows, of 4 bytes for that of grams. */
let leaves: usize;
let gramLeaves: usize;
let bases: usize;
/** Two bits per slot, and the last slot. */
let sieve: usize;
let lastSlot: u32;
/** The text, the results, and the hashes of grams. */
let text: usize;
let low: usize;
let high: usize;
let least: usize;
let spans: usize;
let grams: usize;
let room: usize = 0;

/** `slots`: of the sieve, a power of two. Returns false when there is not enough memory. */
export function setUp(
  length: u32,
  gram: u32,
  baseLow: u32,
  baseHigh: u32,
  baseGram: u32,
  slots: u32,
): bool {
  windowLength = length;
  gramLength = gram;
  gramBase = baseGram;
  lastSlot = slots - 1;
  leaves = (__heap_base + 63) & ~63;
  gramLeaves = leaves + 2 * 2048;
  bases = gramLeaves + 1024;
  sieve = bases + 64;
  text = (sieve + (<usize>slots / PER_WORD) * 4 + 63) & ~63;
  if (!reserve(text)) return false;
  setHash(0, baseLow);
  setHash(1, baseHigh);
  let power: u32 = 1;
  for (let i: u32 = 0; i < gram; i++) power *= baseGram;
  for (let byte: u32 = 0; byte < 256; byte++) {
    store<u32>(gramLeaves + ((<usize>byte) << 2), power * (byte + 1));
  }
  return true;
}

function setHash(index: usize, base: u64): void {
  store<u64>(bases + (index << 3), base);
  let power: u64 = 1;
  for (let i: usize = 0; i < windowLength; i++) power = folded(power * base);
  for (let byte: usize = 0; byte < 256; byte++) {
    store<u64>(leaves + (index << 11) + (byte << 3), MODULUS - folded(power * (<u64>byte + 1)));
  }
}

/** A number below 2^53 modulo 2^31 - 1. */
function folded(x: u64): u64 {
  const rest = (x & MODULUS) + (x >> 31);
  return rest >= MODULUS ? rest - MODULUS : rest;
}

export function lowAt(): usize {
  return low;
}
export function highAt(): usize {
  return high;
}
export function leastAt(): usize {
  return least;
}
export function spansAt(): usize {
  return spans;
}

/** Where a text of `length` bytes is to be written; 0 when there is not enough memory. */
export function input(length: usize): usize {
  if (length > room) {
    const wanted = (length + (length >> 1) + 4096) & ~63;
    low = text + wanted;
    high = low + 4 * wanted;
    least = high + 4 * wanted;
    spans = least + 4 * wanted;
    grams = spans + 4 * wanted + 64;
    if (!reserve(grams + 4 * wanted)) {
      room = 0;
      return 0;
    }
    room = wanted;
  }
  return text;
}

function reserve(end: usize): bool {
  const pages = <i32>((end + 0xffff) >> 16) - memory.size();
  return pages <= 0 || memory.grow(pages) >= 0;
}

/** Counts the least grams of a text of at least one window in the sieve: those of neighbouring windows that are one, once. */
export function sift(bytes: usize): void {
  const count = bytes - windowLength + 1;
  leastGrams(bytes, count);
  let before: u32 = 0;
  for (let i: usize = 0; i < count; i++) {
    const own = load<u32>(least + (i << 2));
    if (i > 0 && own === before) continue;
    before = own;
    const slot = own & lastSlot;
    const at = sieve + ((<usize>(slot / PER_WORD)) << 2);
    const bit: u32 = 1 << ((slot % PER_WORD) << 1);
    const word = load<u32>(at);
    store<u32>(at, word | bit | ((word & bit) << 1));
  }
}

/** Whether a gram was counted more than once, or one in its slot. */
function mayRepeat(gram: u32): bool {
  const slot = gram & lastSlot;
  const word = load<u32>(sieve + ((<usize>(slot / PER_WORD)) << 2));
  return ((word >> ((slot % PER_WORD) << 1)) & 2) !== 0;
}

/**
 * Finds the windows of a text of at least one window whose least gram may be repeated: spans of them, from and to, none
 * next to another, and their hashes. Returns the number of spans.
 */
export function likely(bytes: usize): u32 {
  const count = bytes - windowLength + 1;
  leastGrams(bytes, count);
  let found: usize = 0;
  for (let from: usize = 0; from < count;) {
    const own = load<u32>(least + (from << 2));
    let to = from + 1;
    while (to < count && load<u32>(least + (to << 2)) === own) to++;
    if (mayRepeat(own)) {
      const last = spans + (found << 3) - 4;
      if (found > 0 && load<u32>(last) === <u32>from) store<u32>(last, <u32>to);
      else {
        store<u32>(last + 4, <u32>from);
        store<u32>(last + 8, <u32>to);
        found++;
      }
    }
    from = to;
  }
  for (let span: usize = 0; span < found; span++) {
    const from = <usize>load<u32>(spans + (span << 3));
    roll(from, <usize>load<u32>(spans + (span << 3) + 4));
  }
  return <u32>found;
}

/** Both hashes of the windows [from, to). */
function roll(from: usize, to: usize): void {
  const baseLow = load<u64>(bases);
  const baseHigh = load<u64>(bases, 8);
  let a: u64 = 0;
  let b: u64 = 0;
  let at = text + from;
  for (const end = at + windowLength; at < end; at++) {
    const byte = <u64>load<u8>(at) + 1;
    a = folded(a * baseLow + byte);
    b = folded(b * baseHigh + byte);
  }
  store<u32>(low + (from << 2), <u32>a);
  store<u32>(high + (from << 2), <u32>b);
  for (let i = from + 1; i < to; i++, at++) {
    const byte = <u64>load<u8>(at) + 1;
    const gone = leaves + ((<usize>load<u8>(at - windowLength)) << 3);
    a = folded(a * baseLow + byte + load<u64>(gone));
    b = folded(b * baseHigh + byte + load<u64>(gone, 2048));
    store<u32>(low + (i << 2), <u32>a);
    store<u32>(high + (i << 2), <u32>b);
  }
}

/** The least of the mixed hashes of grams in each window. */
function leastGrams(bytes: usize, count: usize): void {
  let hash: u32 = 0;
  let at = text;
  for (; at < text + gramLength; at++) hash = hash * gramBase + load<u8>(at) + 1;
  store<u32>(grams, fmix32(hash));
  let to = grams + 4;
  for (; at < text + bytes; at++, to += 4) {
    const leaving = load<u32>(gramLeaves + ((<usize>load<u8>(at - gramLength)) << 2));
    hash = hash * gramBase + load<u8>(at) + 1 - leaving;
    store<u32>(to, fmix32(hash));
  }
  slideLeast(count, windowLength - gramLength + 1);
}

/** The least of `wide` grams from each window's first on; of equal ones the last. */
function slideLeast(count: usize, wide: usize): void {
  let at: usize = 0;
  let smallest: u32 = 0;
  for (let window: usize = 0; window < count; window++) {
    const first = grams + (window << 2);
    const last = first + ((wide - 1) << 2);
    if (at < first) {
      at = first;
      smallest = load<u32>(at);
      for (let i = first + 4; i <= last; i += 4) {
        const gram = load<u32>(i);
        if (gram <= smallest) {
          smallest = gram;
          at = i;
        }
      }
    } else {
      const gram = load<u32>(last);
      if (gram <= smallest) {
        smallest = gram;
        at = last;
      }
    }
    store<u32>(least + (window << 2), smallest);
  }
}
