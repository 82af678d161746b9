import { asciiText, isDigit } from './ascii';

/** What bytes are as a plain number; `code`: digits that must stay text (see `NumberKind`). */
export const PlainNumber = { none: 0, integer: 1, float: 2, code: 3 } as const;
export type PlainNumber = (typeof PlainNumber)[keyof typeof PlainNumber];

const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const LOWER_E = 101;
/** Powers of ten that are doubles without rounding. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${String(i)}`));
/** Exponents beyond are infinite or zero. */
const FAR = 100_000;

/**
 * Reads plain numbers from ASCII without making a text: the twin of `readNumber` for integers, decimals and exponents.
 * Where digits and power of ten are doubles, one division or product rounds as the standard asks (Clinger 1990);
 * other numbers are left to `Number`.
 */
export class AsciiNumber {
  value = NaN;
  /** Decimals as written; 0 in exponent notation without a point. */
  decimals = 0;

  /** Reads bytes [start, end) without blanks around them. `none` also stands for formatted and infinite numbers. */
  read(bytes: Uint8Array, start: number, end: number): PlainNumber {
    let at = start;
    const negative = bytes[at] === MINUS;
    if (negative || bytes[at] === PLUS) at++;
    const first = at;
    let mantissa = 0;
    for (; at < end && isDigit(bytes[at]!); at++) mantissa = mantissa * 10 + (bytes[at]! - ZERO);
    const whole = at - first;
    if (whole > 1 && bytes[first] === ZERO) {
      return at === end && first === start ? PlainNumber.code : PlainNumber.none;
    }
    const isWhole = at === end;
    let decimals = 0;
    if (at < end && bytes[at] === POINT) {
      const from = ++at;
      for (; at < end && isDigit(bytes[at]!); at++) mantissa = mantissa * 10 + (bytes[at]! - ZERO);
      decimals = at - from;
    }
    if (whole + decimals === 0) return PlainNumber.none;
    let exponent = -decimals;
    if (at < end && (bytes[at]! | 32) === LOWER_E) {
      const down = bytes[++at] === MINUS;
      if (at < end && (down || bytes[at] === PLUS)) at++;
      const from = at;
      let written = 0;
      for (; at < end && isDigit(bytes[at]!); at++) {
        written = Math.min(FAR, written * 10 + bytes[at]! - ZERO);
      }
      if (at === from) return PlainNumber.none;
      exponent += down ? -written : written;
    }
    if (at < end) return PlainNumber.none;
    this.decimals = decimals;
    if (mantissa <= Number.MAX_SAFE_INTEGER && exponent >= -22 && exponent <= 22) {
      const size = exponent < 0 ? mantissa / POWERS[-exponent]! : mantissa * POWERS[exponent]!;
      this.value = negative ? -size : size;
    } else this.value = Number(asciiText(bytes, start, end));
    if (!isWhole) return PlainNumber.float;
    return Number.isSafeInteger(this.value) ? PlainNumber.integer : PlainNumber.code;
  }
}
