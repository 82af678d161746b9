// The grammar of JSON (RFC 8259), value by value; the twin in TypeScript is src/codecs/json/syntax.ts. Bytes end in zeros,
// which are valid nowhere in JSON: no loop asks where the end is.

import { take } from './heap.as';
import {
  BACKSLASH,
  BOOLEAN,
  BROKEN,
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  CR,
  LF,
  MOST_DEPTH,
  NULL,
  NUMBER,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  STRING,
  TOO_DEEP,
} from './json-marks.as';

/** Set when a step failed: what kind of row that makes. */
export let fault: u32 = 0;
/** Line feeds are white space, and are counted in `feeds`. */
let overLines: bool = false;
export let feeds: u32 = 0;

export function spanLines(on: bool): void {
  overLines = on;
}

export function startFeeds(): void {
  feeds = 0;
}

export function startValue(): void {
  fault = 0;
}

export function skipSpace(from: usize): usize {
  let at = from;
  for (;;) {
    const byte = <i32>load<u8>(at);
    if (byte > 32) return at;
    if (byte === LF) {
      if (!overLines) return at;
      feeds++;
    } else if (byte !== 32 && byte !== 9 && byte !== CR) return at;
    at++;
  }
  return 0;
}

/** The position of the first of 16 bytes and more from `at` on that ends plain text in a string. */
export function skipPlain(from: usize): usize {
  let at = from;
  for (;;) {
    const bytes = v128.load(at);
    const marks = v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(<i8>QUOTE)), i8x16.eq(bytes, i8x16.splat(<i8>BACKSLASH))),
      i8x16.lt_u(bytes, i8x16.splat(32)),
    );
    const mask = i8x16.bitmask(marks);
    if (mask !== 0) return at + <usize>ctz(mask);
    at += 16;
  }
  return 0;
}

export let escaped: bool = false;

/** The position after the string whose opening quote is at `from`, or 0. Says in `escaped` whether it has escapes. */
export function skipString(from: usize): usize {
  if (<i32>load<u8>(from) !== QUOTE) return broken();
  escaped = false;
  let at = from + 1;
  for (;;) {
    at = skipPlain(at);
    const byte = <i32>load<u8>(at);
    if (byte === QUOTE) return at + 1;
    if (byte !== BACKSLASH) return broken();
    escaped = true;
    const escape = <i32>load<u8>(at + 1);
    if (escape === 117) {
      for (let i: usize = 2; i < 6; i++) if (!isHex(load<u8>(at + i))) return broken();
      at += 6;
    } else if (
      escape === QUOTE ||
      escape === BACKSLASH ||
      escape === 47 ||
      escape === 98 ||
      escape === 102 ||
      escape === 110 ||
      escape === 114 ||
      escape === 116
    ) {
      at += 2;
    } else return broken();
  }
  return 0;
}

/** Notes that a row is no JSON; 0. */
export function broken(): usize {
  fault = BROKEN;
  return 0;
}

function isHex(byte: u32): bool {
  return byte - 48 < 10 || (byte | 32) - 97 < 6;
}

function isDigit(byte: u32): bool {
  return byte - 48 < 10;
}

/** The last number has neither a fraction nor an exponent. */
export let integer: bool = false;

function skipNumber(from: usize): usize {
  let at = from;
  integer = true;
  if (load<u8>(at) === 45) at++;
  const whole = at;
  while (isDigit(load<u8>(at))) at++;
  if (at === whole || (load<u8>(whole) === 48 && at > whole + 1)) return broken();
  if (load<u8>(at) === 46) {
    integer = false;
    const fraction = ++at;
    while (isDigit(load<u8>(at))) at++;
    if (at === fraction) return broken();
  }
  if ((load<u8>(at) | 32) === 101) {
    integer = false;
    at++;
    const sign = <i32>load<u8>(at);
    if (sign === 43 || sign === 45) at++;
    const exponent = at;
    while (isDigit(load<u8>(at))) at++;
    if (at === exponent) return broken();
  }
  return at;
}

export let tag: u32 = 0;

/** The position after a value that is no object and no list, or 0; its tag in `tag`. */
export function skipScalar(at: usize): usize {
  const byte = <i32>load<u8>(at);
  if (byte === QUOTE) {
    tag = STRING;
    return skipString(at);
  }
  if (byte === 116) {
    tag = BOOLEAN;
    return load<u32>(at) === 0x65757274 ? at + 4 : broken();
  }
  if (byte === 102) {
    tag = BOOLEAN;
    return load<u32>(at, 1) === 0x65736c61 ? at + 5 : broken();
  }
  if (byte === 110) {
    tag = NULL;
    return load<u32>(at) === 0x6c6c756e ? at + 4 : broken();
  }
  tag = NUMBER;
  return skipNumber(at);
}

/** One byte per open bracket: the one that closes it. */
let closers: usize = 0;

export function makeDepth(): void {
  closers = take(MOST_DEPTH);
}

function skipKey(from: usize): usize {
  let at = skipString(from);
  if (at === 0) return 0;
  at = skipSpace(at);
  return <i32>load<u8>(at) === COLON ? at + 1 : broken();
}

/** The position after the object or list that begins at `from`, or 0; brackets nest up to `most` deep. */
export function skipNested(from: usize, most: u32): usize {
  let depth: u32 = 0;
  let at = from;
  for (;;) {
    at = skipSpace(at);
    const byte = <i32>load<u8>(at);
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      if (depth === most) {
        fault = TOO_DEEP;
        return 0;
      }
      const closer = byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST;
      at = skipSpace(at + 1);
      if (<i32>load<u8>(at) === closer) at++;
      else {
        store<u8>(closers + depth++, <u8>closer);
        if (closer === CLOSE_OBJECT) {
          at = skipKey(at);
          if (at === 0) return 0;
        }
        continue;
      }
    } else {
      at = skipScalar(at);
      if (at === 0) return 0;
    }
    // A value has ended: close what it ends, or go on behind its comma.
    for (;;) {
      if (depth === 0) return at;
      const closer = <i32>load<u8>(closers + depth - 1);
      at = skipSpace(at);
      const mark = <i32>load<u8>(at);
      if (mark === closer) {
        depth--;
        at++;
        continue;
      }
      if (mark !== COMMA) return broken();
      at = skipSpace(at + 1);
      if (closer === CLOSE_OBJECT) {
        at = skipKey(at);
        if (at === 0) return 0;
      }
      break;
    }
  }
  return 0;
}
