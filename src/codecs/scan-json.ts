import { CellTag } from '../engine/table';

/** What a line of JSON Lines holds. */
export type LineKind = 'object' | 'other-value' | 'broken';

/** The members of one object: keys without their quotes, values as written. Positions are byte indices. */
export interface Members {
  count: number;
  readonly keyStarts: number[];
  readonly keyEnds: number[];
  readonly valueStarts: number[];
  readonly valueEnds: number[];
  /** string, number, boolean or nested; `text` stands for null. */
  readonly tags: CellTag[];
  /** Position of the closing brace. */
  close: number;
}

/** Room for the members of an object; used again from line to line. */
export function noMembers(): Members {
  return {
    count: 0,
    keyStarts: [],
    keyEnds: [],
    valueStarts: [],
    valueEnds: [],
    tags: [],
    close: -1,
  };
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Splits the line [from, to) into the members of its object, checking the whole line against RFC 8259. */
export function scanObject(
  bytes: Uint8Array,
  from: number,
  to: number,
  members: Members,
): LineKind {
  members.count = 0;
  let at = skipSpace(bytes, from, to);
  if (bytes[at] !== OPEN_OBJECT || at >= to) {
    const end = skipValue(bytes, at, to);
    return end >= 0 && skipSpace(bytes, end, to) === to ? 'other-value' : 'broken';
  }
  at = skipSpace(bytes, at + 1, to);
  if (at < to && bytes[at] === CLOSE_OBJECT) {
    members.close = at;
    return skipSpace(bytes, at + 1, to) === to ? 'object' : 'broken';
  }
  for (;;) {
    const key = at;
    at = skipString(bytes, at, to);
    if (at < 0) return 'broken';
    const keyEnd = at - 1;
    at = skipSpace(bytes, at, to);
    if (at >= to || bytes[at] !== COLON) return 'broken';
    const value = skipSpace(bytes, at + 1, to);
    at = skipValue(bytes, value, to);
    if (at < 0) return 'broken';
    const member = members.count++;
    members.keyStarts[member] = key + 1;
    members.keyEnds[member] = keyEnd;
    members.valueStarts[member] = value;
    members.valueEnds[member] = at;
    members.tags[member] = tagOf(bytes[value]!);
    at = skipSpace(bytes, at, to);
    if (at >= to) return 'broken';
    if (bytes[at] === CLOSE_OBJECT) break;
    if (bytes[at] !== COMMA) return 'broken';
    at = skipSpace(bytes, at + 1, to);
  }
  members.close = at;
  return skipSpace(bytes, at + 1, to) === to ? 'object' : 'broken';
}

/** True when [from, to) holds nothing but white space. */
export function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  return skipSpace(bytes, from, to) === to;
}

function tagOf(first: number): CellTag {
  if (first === QUOTE) return CellTag.string;
  if (first === OPEN_OBJECT || first === OPEN_LIST) return CellTag.nested;
  if (first === 110) return CellTag.text;
  return first === 116 || first === 102 ? CellTag.boolean : CellTag.number;
}

function skipSpace(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at]!;
    if (byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13) break;
    at++;
  }
  return at;
}

/** The position after the value that starts at `from`, or -1. Depth costs memory, never stack. */
function skipValue(bytes: Uint8Array, from: number, to: number): number {
  const closers: number[] = [];
  let at = from;
  for (;;) {
    at = skipSpace(bytes, at, to);
    if (at >= to) return -1;
    const byte = bytes[at]!;
    if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      const closer = byte === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_LIST;
      at = skipSpace(bytes, at + 1, to);
      if (at < to && bytes[at] === closer) at++;
      else {
        closers.push(closer);
        if (closer === CLOSE_OBJECT) at = skipKey(bytes, at, to);
        if (at < 0) return -1;
        continue;
      }
    } else at = skipScalar(bytes, at, to);
    if (at < 0) return -1;
    // A value has ended: close what it ends, or go on behind its comma.
    for (;;) {
      const closer = closers.at(-1);
      if (closer === undefined) return at;
      at = skipSpace(bytes, at, to);
      if (at >= to) return -1;
      if (bytes[at] === closer) {
        closers.pop();
        at++;
        continue;
      }
      if (bytes[at] !== COMMA) return -1;
      at = skipSpace(bytes, at + 1, to);
      if (closer === CLOSE_OBJECT) at = skipKey(bytes, at, to);
      if (at < 0) return -1;
      break;
    }
  }
}

function skipKey(bytes: Uint8Array, from: number, to: number): number {
  let at = skipString(bytes, from, to);
  if (at < 0) return -1;
  at = skipSpace(bytes, at, to);
  return at < to && bytes[at] === COLON ? at + 1 : -1;
}

function skipScalar(bytes: Uint8Array, at: number, to: number): number {
  const byte = bytes[at]!;
  if (byte === QUOTE) return skipString(bytes, at, to);
  if (byte === 116) return skipWord(bytes, at, to, 'true');
  if (byte === 102) return skipWord(bytes, at, to, 'false');
  if (byte === 110) return skipWord(bytes, at, to, 'null');
  return skipNumber(bytes, at, to);
}

function skipWord(bytes: Uint8Array, at: number, to: number, word: string): number {
  if (at + word.length > to) return -1;
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return -1;
  return at + word.length;
}

/** The position after the string whose opening quote is at `from`, or -1. */
function skipString(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to || bytes[from] !== QUOTE) return -1;
  let at = from + 1;
  while (at < to) {
    const byte = bytes[at]!;
    if (byte === QUOTE) return at + 1;
    if (byte < 32) return -1;
    if (byte === BACKSLASH) {
      const escape = at + 1 < to ? String.fromCharCode(bytes[at + 1]!) : '';
      if (escape === 'u') {
        if (at + 6 > to) return -1;
        for (let i = at + 2; i < at + 6; i++) if (!isHex(bytes[i]!)) return -1;
        at += 6;
      } else if (escape !== '' && '"\\/bfnrt'.includes(escape)) at += 2;
      else return -1;
    } else at++;
  }
  return -1;
}

function skipNumber(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  if (bytes[at] === 45) at++;
  const whole = skipDigits(bytes, at, to);
  if (whole === at || (bytes[at] === 48 && whole > at + 1)) return -1;
  at = whole;
  if (at < to && bytes[at] === 46) {
    const end = skipDigits(bytes, at + 1, to);
    if (end === at + 1) return -1;
    at = end;
  }
  if (at < to && (bytes[at] === 101 || bytes[at] === 69)) {
    at++;
    if (at < to && (bytes[at] === 43 || bytes[at] === 45)) at++;
    const end = skipDigits(bytes, at, to);
    if (end === at) return -1;
    at = end;
  }
  return at;
}

function skipDigits(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at]! >= 48 && bytes[at]! <= 57) at++;
  return at;
}

function isHex(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
}
