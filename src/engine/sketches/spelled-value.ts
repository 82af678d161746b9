import { isDigit } from '../cells/ascii';

const TRUE = [116, 114, 117, 101];
const FALSE = [102, 97, 108, 115, 101];
const ZERO = 48;

/**
 * Whether the text [start, end) of a JSON string could be that of a number, a flag, a list or an object: only such a
 * string may have the text of a value that it is not.
 */
export function isSpelledAsValue(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return false;
  const first = bytes[start]!;
  if (isDigit(first) || first === 45) return isNumber(bytes, start, end);
  if (first === 91 || first === 123) return true;
  return isWord(bytes, start, end, TRUE) || isWord(bytes, start, end, FALSE);
}

/** A number as JSON has them (RFC 8259). */
function isNumber(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  if (bytes[at] === 45) at++;
  let next = skipDigits(bytes, at, end);
  if (next === at || (bytes[at] === ZERO && next > at + 1)) return false;
  at = next;
  if (at < end && bytes[at] === 46) {
    next = skipDigits(bytes, at + 1, end);
    if (next === at + 1) return false;
    at = next;
  }
  if (at < end && (bytes[at]! | 32) === 101) {
    at++;
    if (at < end && (bytes[at] === 43 || bytes[at] === 45)) at++;
    next = skipDigits(bytes, at, end);
    if (next === at) return false;
    at = next;
  }
  return at === end;
}

function skipDigits(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isDigit(bytes[at]!)) at++;
  return at;
}

function isWord(bytes: Uint8Array, start: number, end: number, word: readonly number[]): boolean {
  return end - start === word.length && word.every((byte, i) => bytes[start + i] === byte);
}
