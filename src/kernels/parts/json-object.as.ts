// Splits a JSON object into leaves; the twin in TypeScript is src/codecs/json/walk-object.ts.
//
// Most rows repeat the keys of the row before: a key is compared with the one that came next the last time, and only if
// it is another one looked up.

import { leaf, leafRoom, putLeaf } from './json-batch.as';
import {
  CLOSE_OBJECT,
  COLON,
  COMMA,
  DEEP_OBJECT,
  LONE_SURROGATE,
  LONG_INTEGER,
  LONG_KEY,
  MOST_DEPTH,
  NESTED,
  NO_PATH,
  NUMBER,
  OPEN_LIST,
  OPEN_OBJECT,
  OTHER_VALUE,
  QUOTE,
  REPEATED_KEY,
  STRING,
} from './json-marks.as';
import {
  depthOf,
  isClosed,
  keys,
  MOST_PATH,
  parentOf,
  pathAt,
  pathOf,
  SPELLED,
} from './json-paths.as';
import {
  broken,
  escaped,
  integer,
  skipNested,
  skipScalar,
  skipSpace,
  skipString,
  startValue,
  tag,
} from './json-syntax.as';
import { loneSurrogates, startSurrogates, unescape } from './json-unescape.as';

const LONGEST_KEY: u32 = 4096;
/** Characters of an integer from which it may be beyond 2^53. */
const LONG_DIGITS: usize = 16;

/** Flags of the last value. */
export let flags: u32 = 0;
/** Counts rows of all scans, so that a path tells whether the row at hand had it. */
let stamp: u32 = 0;
/** Why there is no value although nothing is wrong with it: no room for another path, or for another leaf. */
export let crowded: bool = false;
export let noRoom: bool = false;
/** Strings before this position may have lost their escapes, and now hold line feeds. */
export let reached: usize = 0;

/** Splits the object that begins at `from` into leaves; the position after it, or 0. */
function splitObject(from: usize): usize {
  let at = skipSpace(from + 1);
  if (<i32>load<u8>(at) === CLOSE_OBJECT) return at + 1;
  let object: u32 = 0;
  let last: u32 = 0;
  stamp++;
  for (;;) {
    // A key.
    if (<i32>load<u8>(at) !== QUOTE) return broken();
    let path: u32 = load<u32>(pathAt(last), 4);
    const its = pathAt(path);
    const length = load<u32>(its, 16);
    const key = keys + <usize>load<u32>(its, 12);
    if (path !== 0 && load<u32>(its) === object && isKey(key, at + 1, length + 1)) {
      at += length + 2;
      last = path;
    } else {
      const end = skipString(at);
      if (end === 0) return 0;
      const bytes = end - at - 2;
      if (bytes > <usize>LONGEST_KEY) {
        flags |= LONG_KEY;
        path = NO_PATH;
      } else {
        path = pathOf(object, at + 1, <u32>bytes);
        if (path === 0) {
          crowded = true;
          return 0;
        }
        store<u32>(pathAt(last), path, 4);
        last = path;
      }
      at = end;
    }
    if (path !== NO_PATH) {
      // Whether a spelling is that of another key of the row is for the host to find out.
      const seen = pathAt(path);
      if (load<u32>(seen, 20) === stamp || (load<u32>(seen, 28) & SPELLED) !== 0)
        flags |= REPEATED_KEY;
      store<u32>(seen, stamp, 20);
    }
    if (<i32>load<u8>(at) !== COLON) {
      at = skipSpace(at);
      if (<i32>load<u8>(at) !== COLON) return broken();
    }
    at++;
    if (<i32>load<u8>(at) <= 32) at = skipSpace(at);

    // Its value.
    if (leaf >= leafRoom) {
      noRoom = true;
      return 0;
    }
    const byte = <i32>load<u8>(at);
    if (byte === OPEN_OBJECT) {
      const inner = skipSpace(at + 1);
      const empty = <i32>load<u8>(inner) === CLOSE_OBJECT;
      if (!empty && path !== NO_PATH && !isClosed(path)) {
        object = path;
        at = inner;
        continue;
      }
      if (!empty && path !== NO_PATH && depthOf(path) >= MOST_PATH) flags |= DEEP_OBJECT;
    }
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      const end = skipNested(at, MOST_DEPTH - depthOf(object));
      if (end === 0) return 0;
      putLeaf(path, at, end, NESTED);
      at = end;
    } else {
      const end = skipScalar(at);
      if (end === 0) return 0;
      if (tag === STRING) {
        let close = end - 1;
        if (escaped && path !== NO_PATH) {
          close = unescape(at + 1, close);
          if (loneSurrogates > 0) flags |= LONE_SURROGATE;
        }
        putLeaf(path, at + 1, close, STRING);
      } else {
        const long = tag === NUMBER && integer && end - at >= LONG_DIGITS;
        putLeaf(path, at, end, long ? tag | LONG_INTEGER : tag);
      }
      at = end;
    }

    reached = at;

    // What follows: another member, or the ends of objects.
    for (;;) {
      if (<i32>load<u8>(at) <= 32) at = skipSpace(at);
      const mark = <i32>load<u8>(at++);
      if (mark === COMMA) {
        if (<i32>load<u8>(at) <= 32) at = skipSpace(at);
        break;
      }
      if (mark !== CLOSE_OBJECT) return broken();
      if (object === 0) return at;
      object = parentOf(object);
    }
  }
  return 0;
}

/** Whether the key at `at` is the expected one, its closing quote included. */
function isKey(key: usize, at: usize, length: u32): bool {
  if (length > 16) return memory.compare(key, at, length) === 0;
  const same = i8x16.bitmask(i8x16.eq(v128.load(key), v128.load(at)));
  const mask = (1 << length) - 1;
  return (same & mask) === mask;
}
/** The position after the row's value at `at`, or 0 with its fault. */
export function takeValue(at: usize): usize {
  flags = 0;
  startValue();
  startSurrogates();
  crowded = false;
  noRoom = false;
  reached = at;
  const byte = <i32>load<u8>(at);
  if (byte === OPEN_OBJECT) return splitObject(at);
  flags = OTHER_VALUE;
  return byte === OPEN_LIST ? skipNested(at, MOST_DEPTH) : skipScalar(at);
}
