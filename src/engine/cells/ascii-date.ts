import { isDigit } from './ascii';
import { civilTime } from './date';

const POINT = 46;
const COLON = 58;

/**
 * UTC milliseconds of `yyyy-mm-dd`, alone or with `hh:mm`, seconds and `Z`, from ASCII bytes [start, end) without
 * blanks around them; NaN for everything else, other spellings of dates included. The twin of `readDate`.
 */
export function readIsoDate(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 8 || length > 30) return NaN;
  const year = digits(bytes, start, 4);
  if (year < 0 || !isDateSign(bytes[start + 4]!)) return NaN;
  let at = start + 5;
  const monthLength = run(bytes, at, end);
  const month = digits(bytes, at, monthLength);
  at += monthLength;
  if (month < 0 || at >= end || !isDateSign(bytes[at]!)) return NaN;
  const dayLength = run(bytes, ++at, end);
  const day = digits(bytes, at, dayLength);
  at += dayLength;
  if (day < 0) return NaN;
  if (at === end) return civilTime(year, month, day, 0, 0, 0);
  // The clock: a blank or T, two groups of digits, seconds and their decimals if they are there, Z if it is.
  if (bytes[at] !== 32 && bytes[at] !== 84) return NaN;
  const hourLength = run(bytes, ++at, end);
  const hour = digits(bytes, at, hourLength);
  at += hourLength;
  if (hour < 0 || at + 3 > end || bytes[at] !== COLON) return NaN;
  const minute = digits(bytes, at + 1, 2);
  at += 3;
  let second = 0;
  if (at + 3 <= end && bytes[at] === COLON) {
    second = digits(bytes, at + 1, 2);
    at += 3;
    if (at + 1 < end && bytes[at] === POINT && isDigit(bytes[at + 1]!)) {
      for (at += 2; at < end && isDigit(bytes[at]!);) at++;
    }
  }
  if (minute < 0 || second < 0) return NaN;
  if (at < end && bytes[at] === 90) at++;
  return at === end ? civilTime(year, month, day, hour, minute, second) : NaN;
}

const isDateSign = (byte: number) => byte === 45 || byte === 46 || byte === 47;

/** Length of the run of one or two digits at a position; 0 when there is none or more than two. */
function run(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || !isDigit(bytes[at]!)) return 0;
  if (at + 1 >= end || !isDigit(bytes[at + 1]!)) return 1;
  return at + 2 < end && isDigit(bytes[at + 2]!) ? 0 : 2;
}

/** The number that `count` digits make; -1 when `count` is 0 or one of them is no digit. */
function digits(bytes: Uint8Array, at: number, count: number): number {
  if (count === 0) return -1;
  let value = 0;
  for (let i = at; i < at + count; i++) {
    if (!isDigit(bytes[i]!)) return -1;
    value = value * 10 + bytes[i]! - 48;
  }
  return value;
}
