// The distinct values of a column: numbered from 1 in order of first appearance, all bytes in one arena.
//
// Where columns have many values, looking one up is waiting for memory, so that little is looked at. A slot of the table is 4
// bytes: a code, and beside it the value's length, its tag and some bits of its hash. The whole hash stands in a list by code:
// it tells values of up to 8 bytes apart, longer ones are looked at in the arena. A table that grows is filled from that list.

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
  /** The first slot of a value is its hash, shifted right by this. */
  shift: u32;
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
  /** 8 bytes per code. */
  hashes: usize;
}

/** A slot is a code of up to 65,535 and, above it, what `markOf` makes of the value. 0: it is free. */
const MARK_SHIFT: u32 = 16;
const CODE_MASK: u32 = (1 << MARK_SHIFT) - 1;
/** Slots from which a table that is too small grows by two and not by four. */
const MANY_SLOTS: u32 = 32768;
/** Longest value that its hash and its length tell for certain. */
const SHORT: u32 = 8;
/** Bytes at the end of the arena that may be written and are not of a value. */
const SLACK: u32 = 8;
/** Longest value that is copied word by word. */
const FEW_BYTES: u32 = 32;

/** Bytes of a Dictionary. */
export const DICTIONARY_BYTES: usize = 48;

export function startDictionary(its: Dictionary): void {
  its.slots = takeZeros((<usize>FIRST_SLOTS) << 2);
  its.mask = FIRST_SLOTS - 1;
  its.shift = <u32>clz<u64>(FIRST_SLOTS) + 1;
  its.size = 1;
  its.offsets = takeZeros((<usize>FIRST_CODES) << 2);
  its.codesRoom = FIRST_CODES;
  its.arena = take(FIRST_ARENA);
  its.arenaRoom = FIRST_ARENA;
  its.used = 0;
  its.tags = takeZeros(FIRST_CODES);
  its.hashes = take((<usize>FIRST_CODES) << 3);
}

/** Gives back all of its memory. */
export function endDictionary(its: Dictionary): void {
  give(its.slots, (<usize>its.mask + 1) << 2);
  give(its.offsets, (<usize>its.codesRoom) << 2);
  give(its.arena, its.arenaRoom);
  give(its.tags, its.codesRoom);
  give(its.hashes, (<usize>its.codesRoom) << 3);
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

/**
 * The part of a slot that is not its code: length (9: more than 8), tag and some bits of the hash that do not tell the slot.
 * Values of up to 8 bytes with equal marks and hashes are equal, because hashes of equal lengths differ for sure.
 */
function markOf(hash: u64, length: u32, tag: u32): u32 {
  const about = ((<u32>hash) << 7) | (min(length, SHORT + 1) << 3) | tag;
  return about << MARK_SHIFT;
}

/**
 * The code of a value of `length` bytes at `at` with a tag and a hash (`hashShort` up to 8 bytes, else `hashText`). 0: it is
 * new, and the dictionary holds `most` codes (up to 65,535) or `mostBytes` bytes already.
 */
export function codeOf(
  its: Dictionary,
  at: usize,
  length: u32,
  tag: u32,
  hash: u64,
  most: u32,
  mostBytes: u32,
): u32 {
  const mask = its.mask;
  const mark = markOf(hash, length, tag);
  let slot = <u32>(hash >> its.shift);
  let entry = its.slots + ((<usize>slot) << 2);
  let marked = load<u32>(entry);
  while (marked !== 0) {
    const code = marked & CODE_MASK;
    if ((marked ^ code) === mark && isValue(its, code, at, length, hash)) return code;
    slot = (slot + 1) & mask;
    entry = its.slots + ((<usize>slot) << 2);
    marked = load<u32>(entry);
  }
  return add(its, entry, at, length, tag, hash, most, mostBytes);
}

/** Whether `length` bytes (more than 8) at two places are equal. */
function areEqual(a: usize, b: usize, length: u32): bool {
  const last = length - 8;
  for (let i: u32 = 0; i < last; i += 8) {
    if (load<u64>(a + i) !== load<u64>(b + i)) return false;
  }
  return load<u64>(a + last) === load<u64>(b + last);
}

/** Whether the value of a code whose mark is equal is the one with `length` bytes at `at`. */
function isValue(its: Dictionary, code: u32, at: usize, length: u32, hash: u64): bool {
  if (load<u64>(its.hashes + ((<usize>code) << 3)) !== hash) return false;
  if (length <= SHORT) return true;
  return valueLength(its, code) === length && areEqual(valueStart(its, code), at, length);
}

function add(
  its: Dictionary,
  entry: usize,
  at: usize,
  length: u32,
  tag: u32,
  hash: u64,
  most: u32,
  mostBytes: u32,
): u32 {
  const code = its.size;
  if (code > most || <u64>its.used + length > mostBytes) return 0;
  if (its.used + length + SLACK > its.arenaRoom) growArena(its, its.used + length + SLACK);
  if (code + 1 >= its.codesRoom) growCodes(its);
  copy(its.arena + its.used, at, length);
  its.used += length;
  store<u32>(its.offsets + ((<usize>code + 1) << 2), its.used);
  store<u32>(entry, markOf(hash, length, tag) | code);
  store<u8>(its.tags + code, tag);
  store<u64>(its.hashes + ((<usize>code) << 3), hash);
  its.size = code + 1;
  if (its.size * 3 > its.mask << 1) rehash(its);
  return code;
}

/** Copies `length` bytes, and up to 7 more where they are few: a call for a few bytes takes longer than they do. */
function copy(into: usize, from: usize, length: u32): void {
  if (length > FEW_BYTES) {
    memory.copy(into, from, length);
    return;
  }
  for (let i: u32 = 0; i < length; i += 8) store<u64>(into + i, load<u64>(from + i));
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
  const hashes = take((<usize>room) << 3);
  memory.copy(hashes, its.hashes, (<usize>its.size) << 3);
  give(its.hashes, (<usize>its.codesRoom) << 3);
  its.hashes = hashes;
  its.codesRoom = room;
}

function rehash(its: Dictionary): void {
  const count = its.mask + 1;
  give(its.slots, (<usize>count) << 2);
  const more: u32 = count < MANY_SLOTS ? 2 : 1;
  const mask = (count << more) - 1;
  const shift = its.shift - more;
  const slots = takeZeros((<usize>mask + 1) << 2);
  for (let code: u32 = 1; code < its.size; code++) {
    const hash = load<u64>(its.hashes + ((<usize>code) << 3));
    let slot = <u32>(hash >> shift);
    while (load<u32>(slots + ((<usize>slot) << 2)) !== 0) slot = (slot + 1) & mask;
    const mark = markOf(hash, valueLength(its, code), valueTag(its, code));
    store<u32>(slots + ((<usize>slot) << 2), mark | code);
  }
  its.slots = slots;
  its.mask = mask;
  its.shift = shift;
}
