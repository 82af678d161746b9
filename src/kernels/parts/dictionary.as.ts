// The distinct values of a column: numbered from 1 in order of first appearance, all bytes in one arena.
//
// A slot of the table is 8 bytes: the upper half of the value's hash, and its code with its tag in the upper bits. The value
// itself is looked at in the arena: the table stays small, and most looks at a large one are for values that are new.

import { hashShort, hashText, word } from './cell-hash.as';
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

/** Where the tag (CellTag in src/engine/table/table.ts) stands beside a code. */
const TAG_SHIFT: u32 = 29;
const CODE_MASK: u32 = (1 << TAG_SHIFT) - 1;
/** Slots from which a table that is too small grows by two and not by four. */
const MANY_SLOTS: u32 = 65536;

/** Bytes of a Dictionary. */
export const DICTIONARY_BYTES: usize = 48;

export function startDictionary(its: Dictionary): void {
  its.slots = takeZeros((<usize>FIRST_SLOTS) << 3);
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
  give(its.slots, (<usize>its.mask + 1) << 3);
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

/** Whether the value of a code has `length` bytes, those at `at`; `key`: its bytes as a word where they are up to 8. */
function isValue(its: Dictionary, code: u32, at: usize, length: u32, key: u64): bool {
  if (valueLength(its, code) !== length) return false;
  if (length === 0) return true;
  const own = valueStart(its, code);
  return length <= 8 ? word(own, length) === key : areEqual(own, at, length);
}

/**
 * The code of a value of `length` bytes at `at` with a tag; `key` is the value as a word where it has up to 8 bytes,
 * `hash` its hash. 0: it is new, and the dictionary holds `most` codes or `mostBytes` bytes already.
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
  const mark = <u32>(hash >> 32);
  let slot = (<u32>hash) & mask;
  let entry = its.slots + ((<usize>slot) << 3);
  let tagged = load<u32>(entry, 4);
  while (tagged !== 0) {
    const code = tagged & CODE_MASK;
    if (
      load<u32>(entry) === mark &&
      tagged >> TAG_SHIFT === tag &&
      isValue(its, code, at, length, key)
    ) {
      return code;
    }
    slot = (slot + 1) & mask;
    entry = its.slots + ((<usize>slot) << 3);
    tagged = load<u32>(entry, 4);
  }
  return add(its, entry, at, length, tag, mark, most, mostBytes);
}

function add(
  its: Dictionary,
  entry: usize,
  at: usize,
  length: u32,
  tag: u32,
  mark: u32,
  most: u32,
  mostBytes: u32,
): u32 {
  const code = its.size;
  if (code > most || <u64>its.used + length > mostBytes) return 0;
  if (its.used + length > its.arenaRoom) growArena(its, its.used + length);
  if (code + 1 >= its.codesRoom) growCodes(its);
  memory.copy(its.arena + its.used, at, length);
  its.used += length;
  store<u32>(its.offsets + ((<usize>code + 1) << 2), its.used);
  store<u32>(entry, mark);
  store<u32>(entry, code | (tag << TAG_SHIFT), 4);
  store<u8>(its.tags + code, tag);
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
  const count = its.mask + 1;
  give(its.slots, (<usize>count) << 3);
  const mask = (count << (count < MANY_SLOTS ? 2 : 1)) - 1;
  const slots = takeZeros((<usize>mask + 1) << 3);
  for (let code: u32 = 1; code < its.size; code++) {
    const at = valueStart(its, code);
    const length = valueLength(its, code);
    const hash = hashOf(at, length);
    let slot = (<u32>hash) & mask;
    while (load<u32>(slots + ((<usize>slot) << 3), 4) !== 0) slot = (slot + 1) & mask;
    const into = slots + ((<usize>slot) << 3);
    store<u32>(into, <u32>(hash >> 32));
    store<u32>(into, code | (valueTag(its, code) << TAG_SHIFT), 4);
  }
  its.slots = slots;
  its.mask = mask;
}

/** The hash by which `codeOf` is asked for a value. */
function hashOf(at: usize, length: u32): u64 {
  if (length > 8) return hashText(at, length);
  return hashShort(length === 0 ? 0 : word(at, length), length);
}
