// Finds the rows of JSON text and takes their cells, column by column. AssemblyScript, compiled to WebAssembly with
// 128-bit SIMD. The twins in TypeScript, which say what is right and take over where there is no WebAssembly, are
// src/codecs/json/twin-scanner.ts with walk-object.ts, and twin-columns.ts.
//
// One pass checks the grammar (RFC 8259) and splits the row. Strings are left sixteen bytes at a time. The bytes end in
// 64 zeros, which are valid nowhere in JSON: no loop asks where the end is.

import { dropLeaves, layOut, leaf, putRow, rowRoom, startLeaves } from './parts/json-batch.as';
import {
  BROKEN,
  CLOSE_LIST,
  COMMA,
  CR,
  LF,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
} from './parts/json-marks.as';
import { crowded, flags, noRoom, reached, takeValue } from './parts/json-object.as';
import { makePaths } from './parts/json-paths.as';
import { fault, feeds, makeDepth, skipSpace, spanLines, startFeeds } from './parts/json-syntax.as';

export { give, startHeap, take } from './parts/heap.as';
export { setUtf8 } from './parts/text.as';
export { firstMalformed, hasNul, malformed, multibyte, survey } from './parts/survey.as';
export {
  arenaOf,
  codesOf,
  listOf,
  makeColumn,
  offsetsOf,
  open,
  openWith,
  sketchOf,
  tagsOf,
  watch,
} from './parts/columns.as';
export { firstOf, rowOf, sortLeaves, takeCells, takeCodes } from './parts/json-cells.as';
export {
  closePath,
  columnOf,
  depthOf,
  isClosed,
  keyLengthOf,
  keyOf,
  parentOf,
  pathCount,
  pathOf,
  setColumn,
} from './parts/json-paths.as';
export { layOut };

/** As Before and Stop in src/codecs/json/json-batch.ts; the order is that of STOPS in the host. */
const BEFORE_ROW: u32 = 1;
const BEFORE_COMMA: u32 = 2;
const STOP_END: u32 = 0;
const STOP_FULL: u32 = 1;
const STOP_CLOSED: u32 = 2;
const STOP_ODD: u32 = 3;
/** There is no room for another path. */
const STOP_CROWDED: u32 = 4;

const LINES: u32 = 0;
const LIST: u32 = 1;

/** What the last scan found besides its arrays, as in JsonBatch. */
export let rows: u32 = 0;
export let line: u32 = 0;
export let blankLines: u32 = 0;
export let before: u32 = 0;
export let stop: u32 = 0;

/** Makes room for paths; the heap must have been started. */
export function startJson(paths: u32, keyBytes: u32): void {
  makeDepth();
  makePaths(paths, keyBytes);
}

/**
 * Scans the bytes [from, to), of which byte 0 would lie at address `origin`, and returns the position after the last
 * row or comma. The bytes were loaded at `loaded`; 64 zeros stand behind them.
 */
export function scan(
  loaded: usize,
  origin: usize,
  from: u32,
  to: u32,
  ended: bool,
  arrangement: u32,
): u32 {
  rows = 0;
  blankLines = 0;
  startLeaves(loaded);
  const done =
    arrangement === LINES
      ? scanLines(origin, from, to, ended)
      : scanElements(origin, from, to, ended, arrangement === LIST);
  return <u32>(done - origin);
}

function scanLines(origin: usize, from: u32, to: u32, ended: bool): usize {
  const end = origin + to;
  let done = origin + from;
  spanLines(false);
  for (;;) {
    const first = leaf;
    let at = skipSpace(done);
    const blank = at === end || <i32>load<u8>(at) === LF;
    let kind: u32 = 0;
    if (!blank) {
      if (rows === rowRoom) return stopAt(done, STOP_FULL);
      let next = takeValue(at);
      let why: u32 = 0;
      if (next === 0) {
        why = fault;
        if (crowded) return stopAt(done, STOP_CROWDED);
        if (noRoom) {
          dropLeaves(first);
          return stopAt(done, STOP_FULL);
        }
      } else {
        next = skipSpace(next);
        if (next !== end && <i32>load<u8>(next) !== LF) {
          why = BROKEN;
          next = 0;
        }
      }
      if (next === 0) {
        dropLeaves(first);
        kind = why;
        at = lineEnd(reached, end);
      } else {
        kind = flags;
        at = next;
      }
    }
    if (at >= end && !ended) {
      dropLeaves(first);
      return stopAt(done, STOP_END);
    }
    if (blank && at >= end && done >= end) return stopAt(done, STOP_END);
    if (blank) blankLines++;
    else {
      const terminated = at < end;
      const trimmed = terminated && <i32>load<u8>(at - 1) === CR ? at - 1 : at;
      putRow(rows, done, trimmed, origin, line, kind);
      rows++;
    }
    line++;
    done = at < end ? at + 1 : end;
  }
  return 0;
}

/** The position of the line feed at or behind `from`, or `end`. */
function lineEnd(from: usize, end: usize): usize {
  let at = from;
  while (at < end) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(<i8>LF)));
    if (mask !== 0) {
      at += <usize>ctz(mask);
      return at < end ? at : end;
    }
    at += 16;
  }
  return end;
}

function stopAt(position: usize, why: u32): usize {
  stop = why;
  return position;
}

function scanElements(origin: usize, from: u32, to: u32, ended: bool, isList: bool): usize {
  const end = origin + to;
  let done = origin + from;
  spanLines(true);
  for (;;) {
    startFeeds();
    const at = skipSpace(done);
    if (at >= end) return stopAt(done, STOP_END);
    const byte = <i32>load<u8>(at);
    const its = line + feeds;
    if (isList) {
      if (byte === CLOSE_LIST && before !== BEFORE_COMMA) {
        line = its;
        return stopAt(at + 1, STOP_CLOSED);
      }
      if (before === BEFORE_ROW) {
        if (byte !== COMMA) return stopAt(done, STOP_ODD);
        line = its;
        before = BEFORE_COMMA;
        done = at + 1;
        continue;
      }
    }
    if (rows === rowRoom) return stopAt(done, STOP_FULL);
    const first = leaf;
    startFeeds();
    const next = takeValue(at);
    if (next === 0) {
      dropLeaves(first);
      if (crowded) return stopAt(done, STOP_CROWDED);
      if (noRoom) return stopAt(done, STOP_FULL);
      return stopAt(done, STOP_ODD);
    }
    const isWord = byte !== OPEN_OBJECT && byte !== OPEN_LIST && byte !== QUOTE;
    if (next > end || (isWord && (next === end || !endsWord(load<u8>(next))))) {
      dropLeaves(first);
      return stopAt(done, STOP_ODD);
    }
    putRow(rows, at, next, origin, its, flags);
    rows++;
    line = its + feeds;
    before = BEFORE_ROW;
    done = next;
  }
  return 0;
}

function endsWord(byte: u32): bool {
  return (
    byte === 32 ||
    byte === 9 ||
    byte === LF ||
    byte === CR ||
    byte === COMMA ||
    byte === QUOTE ||
    (byte & 0xdf) === OPEN_LIST ||
    (byte & 0xdf) === CLOSE_LIST
  );
}
