// The distinct values of a column: numbered from 1 in order of first appearance, all bytes in one arena.
//
// A slot of the table is 16 bytes: a key, a code, and a length with the value's tag in its upper bits. The key of a value of up to 8 bytes is the value, so that
// equal keys of equal length are equal values and most cells are found with one look; longer values have their hash as
// key and are compared byte by byte.

import { hashShort } from './cell-hash.as';
import { give, take, takeZeros } from './heap.as';

/** Slots at the beginning; a power of two. */
const FIRST_SLOTS: u32 = 64;
const FIRST_ARENA: u32 = 1024;
const FIRST_CODES: u32 = 64;

@unmanaged
export class Dictionary {
  slots: usize;
  /** Slots - 1. */
  mask: u32;
  /** Codes, the missing one included. */
  size: u32;
  /** Value c lies at offsets[c] .. offsets[c + 1] of the arena. */
  offsets: usize;
  codesRoom: u32;
  arena: usize;
  arenaRoom: u32;
  used: u32;
  /** A byte per code. */
  tags: usize;
}

/** Where the tag (CellTag in src/engine/table/table.ts) stands beside a length; rows are at most 256 MB. */
const TAG_SHIFT: u32 = 29;
const LENGTH_MASK: u32 = (1 << TAG_SHIFT) - 1;

/** Bytes of a Dictionary. */
export const DICTIONARY_BYTES: usize = 48;

export function startDictionary(its: Dictionary): void {
  its.slots = takeZeros((<usize>FIRST_SLOTS) << 4);
  its.mask = FIRST_SLOTS - 1;
  its.size = 1;
  its.offsets = takeZeros((<usize>FIRST_CODES) << 2);
  its.codesRoom = FIRST_CODES;
  its.arena = take(FIRST_ARENA);
  its.arenaRoom = FIRST_ARENA;
  its.used = 0;
  its.tags = takeZeros(FIRST_CODES);
}

/** Gives back all of its memory. */
export function endDictionary(its: Dictionary): void {
  give(its.slots, (<usize>its.mask + 1) << 4);
  give(its.offsets, (<usize>its.codesRoom) << 2);
  give(its.arena, its.arenaRoom);
  give(its.tags, its.codesRoom);
  its.slots = 0;
}

export function valueStart(its: Dictionary, code: u32): usize {
  return its.arena + <usize>load<u32>(its.offsets + ((<usize>code) << 2));
}

export function valueLength(its: Dictionary, code: u32): u32 {
  const at = its.offsets + ((<usize>code) << 2);
  return load<u32>(at, 4) - load<u32>(at);
}

export function valueTag(its: Dictionary, code: u32): u32 {
  return load<u8>(its.tags + code);
}

/** Whether `length` bytes (more than 8) at two places are equal. */
function areEqual(a: usize, b: usize, length: u32): bool {
  const last = length - 8;
  for (let i: u32 = 0; i < last; i += 8) {
    if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  }
  return load<u64>(a + last) === load<u64>(b + last);
}

/**
 * The code of a value of `length` bytes at `at` with a tag; `key` as above, `hash` its hash. 0: it is new, and the
 * dictionary holds `most` codes or `mostBytes` bytes already.
 */
export function codeOf(
  its: Dictionary,
  at: usize,
  length: u32,
  tag: u32,
  key: u64,
  hash: u64,
  most: u32,
  mostBytes: u32,
): u32 {
  const mask = its.mask;
  const tagged = length | (tag << TAG_SHIFT);
  let slot = (<u32>hash) & mask;
  let entry = its.slots + ((<usize>slot) << 4);
  let code = load<u32>(entry, 8);
  while (code !== 0) {
    if (
      load<u64>(entry) === key &&
      load<u32>(entry, 12) === tagged &&
      (length <= 8 || areEqual(valueStart(its, code), at, length))
    ) {
      return code;
    }
    slot = (slot + 1) & mask;
    entry = its.slots + ((<usize>slot) << 4);
    code = load<u32>(entry, 8);
  }
  return add(its, entry, at, tagged, key, most, mostBytes);
}

function add(
  its: Dictionary,
  entry: usize,
  at: usize,
  tagged: u32,
  key: u64,
  most: u32,
  mostBytes: u32,
): u32 {
  const code = its.size;
  const length = tagged & LENGTH_MASK;
  if (code > most || <u64>its.used + length > mostBytes) return 0;
  if (its.used + length > its.arenaRoom) growArena(its, its.used + length);
  if (code + 1 >= its.codesRoom) growCodes(its);
  memory.copy(its.arena + its.used, at, length);
  its.used += length;
  store<u32>(its.offsets + ((<usize>code + 1) << 2), its.used);
  store<u64>(entry, key);
  store<u32>(entry, code, 8);
  store<u32>(entry, tagged, 12);
  store<u8>(its.tags + code, tagged >> TAG_SHIFT);
  its.size = code + 1;
  if (its.size << 1 > its.mask) rehash(its);
  return code;
}

function growArena(its: Dictionary, needed: u32): void {
  let room = its.arenaRoom;
  while (room < needed) room <<= 1;
  const arena = take(room);
  memory.copy(arena, its.arena, its.used);
  give(its.arena, its.arenaRoom);
  its.arena = arena;
  its.arenaRoom = room;
}

function growCodes(its: Dictionary): void {
  const room = its.codesRoom << 1;
  const offsets = take((<usize>room) << 2);
  memory.copy(offsets, its.offsets, (<usize>its.size + 1) << 2);
  give(its.offsets, (<usize>its.codesRoom) << 2);
  its.offsets = offsets;
  const tags = takeZeros(room);
  memory.copy(tags, its.tags, its.size);
  give(its.tags, its.codesRoom);
  its.tags = tags;
  its.codesRoom = room;
}

function rehash(its: Dictionary): void {
  const old = its.slots;
  const count = its.mask + 1;
  const mask = (count << 2) - 1;
  const slots = takeZeros((<usize>mask + 1) << 4);
  for (let i: u32 = 0; i < count; i++) {
    const from = old + ((<usize>i) << 4);
    if (load<u32>(from, 8) === 0) continue;
    const key = load<u64>(from);
    const length = load<u32>(from, 12) & LENGTH_MASK;
    let slot = (<u32>(length <= 8 ? hashShort(key, length) : key)) & mask;
    while (load<u32>(slots + ((<usize>slot) << 4), 8) !== 0) slot = (slot + 1) & mask;
    const into = slots + ((<usize>slot) << 4);
    store<u64>(into, key);
    store<u64>(into, load<u64>(from, 8), 8);
  }
  give(old, (<usize>count) << 4);
  its.slots = slots;
  its.mask = mask;
}
