// The paths of members, numbered from 1 in order of first appearance; 0 is the row's own object. The twin in TypeScript is
// src/codecs/json/path-table.ts.

import { take, takeZeros } from './heap.as';
import { BACKSLASH, QUOTE } from './json-marks.as';

/** Keys up to an object whose members have paths of their own. */
export const MOST_PATH: u32 = 8;

/**
 * A path has PATH_BYTES: parent, next, hash, where its key begins among all keys, its length, the row that had it last,
 * its depth, its flags, and its column + 1. Keys are kept with their closing quote.
 */
const PATH_BYTES: usize = 40;
/** Objects at the path are one cell. */
const CLOSED: u32 = 1;
/** The key has an escape, so that there may be another spelling of it. */
export const SPELLED: u32 = 2;
let paths: usize = 0;
let pathRoom: u32 = 0;
/** Where the bytes of keys begin. */
export let keys: usize = 0;
let keysEnd: usize = 0;
let keysTop: usize = 0;
/** Path numbers by hash; open addressing, at most half full. */
let table: usize = 0;
let tableMask: u32 = 0;
export let pathCount: u32 = 0;

/** Makes room for `capacity` paths (a power of two) with `bytes` bytes of keys. */
export function makePaths(capacity: u32, bytes: u32): void {
  pathRoom = capacity;
  paths = take(PATH_BYTES * <usize>capacity);
  memory.fill(paths, 0, PATH_BYTES);
  table = takeZeros((<usize>capacity) << 3);
  tableMask = capacity * 2 - 1;
  keys = take(bytes + 64);
  keysTop = keys;
  keysEnd = keys + bytes;
  pathCount = 1;
}

export function pathAt(path: u32): usize {
  return paths + <usize>path * PATH_BYTES;
}

export function parentOf(path: u32): u32 {
  return load<u32>(pathAt(path));
}

export function keyOf(path: u32): u32 {
  return <u32>(keys + <usize>load<u32>(pathAt(path), 12));
}

export function keyLengthOf(path: u32): u32 {
  return load<u32>(pathAt(path), 16);
}

export function depthOf(path: u32): u32 {
  return load<u32>(pathAt(path), 24);
}

export function closePath(path: u32): void {
  store<u32>(pathAt(path), load<u32>(pathAt(path), 28) | CLOSED, 28);
}

export function isClosed(path: u32): bool {
  return (load<u32>(pathAt(path), 28) & CLOSED) !== 0;
}

/** The column of a path, or -1 while it has none. */
export function columnOf(path: u32): i32 {
  return <i32>load<u32>(pathAt(path), 32) - 1;
}

export function setColumn(path: u32, column: u32): void {
  store<u32>(pathAt(path), column + 1, 32);
}

function hasEscape(start: usize, length: u32): bool {
  for (let i: usize = 0; i < <usize>length; i++)
    if (<i32>load<u8>(start + i) === BACKSLASH) return true;
  return false;
}

/** The path of a key; 0 when there is no room for it. */
export function pathOf(parent: u32, start: usize, length: u32): u32 {
  let hash: u32 = parent * 0x9e3779b1 + length;
  for (let i: usize = 0; i < <usize>length; i++)
    hash = rotl<u32>((hash ^ (<u32>load<u8>(start + i))) * 0x85ebca6b, 13);
  let slot = hash & tableMask;
  for (;;) {
    const path = load<u32>(table + ((<usize>slot) << 2));
    if (path === 0) break;
    const at = pathAt(path);
    if (load<u32>(at, 8) === hash && load<u32>(at) === parent && load<u32>(at, 16) === length) {
      if (memory.compare(keys + <usize>load<u32>(at, 12), start, length) === 0) return path;
    }
    slot = (slot + 1) & tableMask;
  }
  if (pathCount === pathRoom || keysTop + length + 1 > keysEnd) return 0;
  const path = pathCount++;
  store<u32>(table + ((<usize>slot) << 2), path);
  const at = pathAt(path);
  const depth = depthOf(parent) + 1;
  store<u32>(at, parent);
  store<u32>(at, 0, 4);
  store<u32>(at, hash, 8);
  store<u32>(at, <u32>(keysTop - keys), 12);
  store<u32>(at, length, 16);
  store<u32>(at, 0, 20);
  store<u32>(at, depth, 24);
  store<u32>(at, (depth >= MOST_PATH ? CLOSED : 0) | (hasEscape(start, length) ? SPELLED : 0), 28);
  store<u32>(at, 0, 32);
  memory.copy(keysTop, start, length);
  store<u8>(keysTop + length, <u8>QUOTE);
  keysTop += length + 1;
  return path;
}
