// What the bytes of a cell are at a glance: a number, a code, an ISO date or something else. The twins in TypeScript are
// src/engine/cells/ascii-number.ts, ascii-date.ts and kind.ts.

import { readNumber } from './host.as';

/** Kinds, as PLAIN_KINDS in src/engine/table/sketch.ts. */
export const INTEGER: u32 = 0;
export const FLOAT: u32 = 1;
export const CODE: u32 = 2;
export const DATE: u32 = 3;
export const OTHER: u32 = 4;

/** What `kindOf` read besides the kind. */
export let value: f64 = 0;
export let decimals: u32 = 0;
/** UTC milliseconds of an ISO date. */
export let time: f64 = 0;

const MAX_SAFE: u64 = 9007199254740991;
/** Whatever is added to a mantissa beyond stays beyond. */
const TOO_MANY: u64 = 1000000000000000000;
const FAR: i32 = 100000;

function isDigit(byte: u32): bool {
  return byte - 48 < 10;
}

/** 10^0 .. 10^22, which are doubles without rounding. */
export const POWERS: StaticArray<f64> = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
];

/** The kind of a trimmed cell that is not empty; fills `value` for numbers and `time` for dates. */
export function kindOf(start: usize, end: usize): u32 {
  const first = <u32>load<u8>(start);
  if (!isDigit(first) && first !== 43 && first !== 45 && first !== 46) {
    return isInfinite(start, end) ? FLOAT : OTHER;
  }
  const kind = numberKind(start, end);
  if (kind !== OTHER) return kind;
  if (isIsoDate(start, end)) return DATE;
  return isInfinite(start, end) ? FLOAT : OTHER;
}

function numberKind(start: usize, end: usize): u32 {
  let at = start;
  const negative = load<u8>(at) === 45;
  if (negative || load<u8>(at) === 43) at++;
  const first = at;
  let mantissa: u64 = 0;
  while (at < end) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit > 9) break;
    mantissa = mantissa < TOO_MANY ? mantissa * 10 + <u64>digit : TOO_MANY;
    at++;
  }
  const whole = <u32>(at - first);
  if (whole > 1 && load<u8>(first) === 48) return at === end && first === start ? CODE : OTHER;
  const isWhole = at === end;
  let fraction: u32 = 0;
  if (at < end && load<u8>(at) === 46) {
    const from = ++at;
    while (at < end) {
      const digit = <u32>load<u8>(at) - 48;
      if (digit > 9) break;
      mantissa = mantissa < TOO_MANY ? mantissa * 10 + <u64>digit : TOO_MANY;
      at++;
    }
    fraction = <u32>(at - from);
  }
  if (whole + fraction === 0) return OTHER;
  let exponent = -(<i32>fraction);
  if (at < end && (load<u8>(at) | 32) === 101) {
    at++;
    const down = at < end && load<u8>(at) === 45;
    if (at < end && (down || load<u8>(at) === 43)) at++;
    const from = at;
    let written: i32 = 0;
    while (at < end && isDigit(load<u8>(at))) {
      written = min(FAR, written * 10 + (<i32>load<u8>(at) - 48));
      at++;
    }
    if (at === from) return OTHER;
    exponent += down ? -written : written;
  }
  if (at < end) return OTHER;
  decimals = fraction;
  if (mantissa <= MAX_SAFE && exponent >= -22 && exponent <= 22) {
    const size =
      exponent < 0
        ? <f64>mantissa / unchecked(POWERS[-exponent])
        : <f64>mantissa * unchecked(POWERS[exponent]);
    value = negative ? -size : size;
  } else value = readNumber(start, <u32>(end - start));
  if (!isWhole) return FLOAT;
  return abs(value) <= <f64>MAX_SAFE ? INTEGER : CODE;
}

/** `inf` or `infinity` in any case, perhaps after a sign. */
function isInfinite(start: usize, end: usize): bool {
  let at = start;
  const first = load<u8>(at);
  if (first === 43 || first === 45) at++;
  const length = end - at;
  if (length !== 3 && length !== 8) return false;
  const lower = load<u32>(at) | 0x20202020;
  if ((lower & 0xffffff) !== 0x666e69) return false;
  // "infi" and "nity".
  if (length === 8 && (lower !== 0x69666e69 || (load<u32>(at, 4) | 0x20202020) !== 0x7974696e)) {
    return false;
  }
  value = first === 45 ? -Infinity : Infinity;
  decimals = 0;
  return true;
}

/** The number that `count` digits make; -1 when one of them is no digit. */
function digits(at: usize, count: u32): i32 {
  let number: i32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const byte = <u32>load<u8>(at + i);
    if (!isDigit(byte)) return -1;
    number = number * 10 + <i32>(byte - 48);
  }
  return number;
}

/** Length of the run of one or two digits at a position; 0 when there is none or more than two. */
function run(at: usize, end: usize): u32 {
  if (at >= end || !isDigit(load<u8>(at))) return 0;
  if (at + 1 >= end || !isDigit(load<u8>(at, 1))) return 1;
  return at + 2 < end && isDigit(load<u8>(at, 2)) ? 0 : 2;
}

function isDateSign(byte: u32): bool {
  return byte >= 45 && byte <= 47;
}

/** `yyyy-mm-dd`, alone or with `hh:mm`, seconds and `Z`. */
function isIsoDate(start: usize, end: usize): bool {
  const length = end - start;
  if (length < 8 || length > 30) return false;
  const year = digits(start, 4);
  if (year < 0 || !isDateSign(load<u8>(start, 4))) return false;
  let at = start + 5;
  const monthLength = run(at, end);
  if (monthLength === 0) return false;
  const month = digits(at, monthLength);
  at += monthLength;
  if (at >= end || !isDateSign(load<u8>(at))) return false;
  const dayLength = run(++at, end);
  if (dayLength === 0) return false;
  const day = digits(at, dayLength);
  at += dayLength;
  if (at === end) return civilTime(year, month, day, 0, 0, 0);
  const between = load<u8>(at);
  if (between !== 32 && between !== 84) return false;
  const hourLength = run(++at, end);
  if (hourLength === 0) return false;
  const hour = digits(at, hourLength);
  at += hourLength;
  if (at + 3 > end || load<u8>(at) !== 58) return false;
  const minute = digits(at + 1, 2);
  at += 3;
  let second: i32 = 0;
  if (at + 3 <= end && load<u8>(at) === 58) {
    second = digits(at + 1, 2);
    at += 3;
    if (at + 1 < end && load<u8>(at) === 46 && isDigit(load<u8>(at, 1))) {
      at += 2;
      while (at < end && isDigit(load<u8>(at))) at++;
    }
  }
  if (minute < 0 || second < 0) return false;
  if (at < end && load<u8>(at) === 90) at++;
  return at === end && civilTime(year, month, day, hour, minute, second);
}

/** Sets `time`; false when there is no such day or time. */
function civilTime(y: i32, month: i32, day: i32, hour: i32, minute: i32, second: i32): bool {
  if (month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second > 60) return false;
  const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;
  const short = month === 4 || month === 6 || month === 9 || month === 11;
  if (day > (month === 2 ? (leap ? 29 : 28) : short ? 30 : 31)) return false;
  const year = month <= 2 ? y - 1 : y;
  const era = year >= 0 ? year / 400 : -1;
  const yearOfEra = year - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const days =
    era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
  time = (<f64>days * 1440 + <f64>(hour * 60 + minute)) * 60000 + <f64>second * 1000;
  return true;
}

/** Whether a text is one of the spellings of "missing"; `start`, `end` without, `written` with the blanks around it. */
export function isNullLike(start: usize, end: usize, written: u32): bool {
  const length = <u32>(end - start);
  if (written > 8 || length === 0 || length > 4) return false;
  const bits = load<u32>(start) & (~(<u32>0) >> ((4 - length) << 3));
  // Bit 5 of letters; of the signs in question it changes none into another.
  switch (length) {
    case 1:
      return bits === 0x2d || bits === 0x3f;
    case 2:
      return (bits | 0x2020) === 0x616e || bits === 0x4e5c || bits === 0x6e5c;
    case 3:
      return (bits | 0x200020) === 0x612f6e || (bits | 0x202020) === 0x6e616e;
    default: {
      const lower = bits | 0x20202020;
      if (lower === 0x6c6c756e || lower === 0x656e6f6e) return true;
      // "#n/a" and "<na>".
      if ((bits & 0xff) === 0x23) return ((bits >> 8) | 0x200020) === 0x612f6e;
      return (bits & 0xff0000ff) === 0x3e00003c && (((bits >> 8) & 0xffff) | 0x2020) === 0x616e;
    }
  }
}
