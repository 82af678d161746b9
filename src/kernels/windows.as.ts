// Rolling hashes of the windows of a text: src/engine/substrings/twin-windows.ts is the twin and says what each number
// means. The host writes a text where `input` says and calls `scan`.

import { fmix32 } from './parts/mix.as';

const MODULUS: u64 = 0x7fffffff;

let windowLength: usize;
let gramLength: usize;
/** What a byte counts when it leaves: 256 numbers of 8 bytes for each of the three hashes. */
let leaves: usize;
let bases: usize;
/** The text, the results, and the hashes of grams. */
let text: usize;
let low: usize;
let high: usize;
let least: usize;
let grams: usize;
let room: usize = 0;

export function setUp(length: u32, gram: u32, baseLow: u32, baseHigh: u32, baseGram: u32): void {
  windowLength = length;
  gramLength = gram;
  leaves = (__heap_base + 63) & ~63;
  bases = leaves + 3 * 2048;
  text = bases + 64;
  reserve(text);
  setHash(0, baseLow, length);
  setHash(1, baseHigh, length);
  setHash(2, baseGram, gram);
}

function setHash(index: usize, base: u64, length: usize): void {
  store<u64>(bases + (index << 3), base);
  let power: u64 = 1;
  for (let i: usize = 0; i < length; i++) power = folded(power * base);
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

/** Where a text of `length` bytes is to be written; 0 when there is not enough memory. */
export function input(length: usize): usize {
  if (length > room) {
    const wanted = (length + (length >> 1) + 4096) & ~63;
    low = text + wanted;
    high = low + 4 * wanted;
    least = high + 4 * wanted;
    grams = least + 4 * wanted;
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

/** Hashes of all runs of `length` bytes. */
function roll(bytes: usize, index: usize, length: usize, to: usize): void {
  const base = load<u64>(bases + (index << 3));
  const gone = leaves + (index << 11);
  let hash: u64 = 0;
  let at = text;
  for (; at < text + length; at++) hash = folded(hash * base + load<u8>(at) + 1);
  store<u32>(to, <u32>hash);
  to += 4;
  for (; at < text + bytes; at++, to += 4) {
    const leaving = load<u64>(gone + ((<usize>load<u8>(at - length)) << 3));
    hash = folded(hash * base + load<u8>(at) + 1 + leaving);
    store<u32>(to, <u32>hash);
  }
}

/** Fills the results for a text of at least one window; returns the number of windows. */
export function scan(bytes: usize): usize {
  const count = bytes - windowLength + 1;
  roll(bytes, 0, windowLength, low);
  roll(bytes, 1, windowLength, high);
  roll(bytes, 2, gramLength, grams);
  const end = grams + ((bytes - gramLength + 1) << 2);
  for (let at = grams; at < end; at += 4) store<u32>(at, fmix32(load<u32>(at)));
  slideLeast(count, windowLength - gramLength + 1);
  return count;
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
