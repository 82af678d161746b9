/** ASCII codes of the bytes that give JSON its structure. */
export const Mark = {
  lineFeed: 10,
  carriageReturn: 13,
  quote: 34,
  comma: 44,
  colon: 58,
  openList: 91,
  backslash: 92,
  closeList: 93,
  openObject: 123,
  closeObject: 125,
} as const;

/** Brackets inside each other up to which a value is read: more are a mistake or an attack. */
export const MOST_DEPTH = 1024;

/** What the skipping functions answer instead of a position. */
export const BROKEN = -1;
/** Brackets nest deeper than MOST_DEPTH. */
export const TOO_DEEP = -2;

/** The position in [from, to] of the first byte that is no white space. */
export function skipSpace(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const byte = bytes[at]!;
    if (byte !== 32 && byte !== 9 && byte !== 10 && byte !== 13) break;
    at++;
  }
  return at;
}

/** The position after the value that starts at `from`, or BROKEN or TOO_DEEP. Depth costs memory, never stack. */
export function skipValue(bytes: Uint8Array, from: number, to: number): number {
  const closers: number[] = [];
  let at = from;
  for (;;) {
    at = skipSpace(bytes, at, to);
    if (at >= to) return BROKEN;
    const byte = bytes[at]!;
    if (byte === Mark.openObject || byte === Mark.openList) {
      if (closers.length === MOST_DEPTH) return TOO_DEEP;
      const closer = byte === Mark.openObject ? Mark.closeObject : Mark.closeList;
      at = skipSpace(bytes, at + 1, to);
      if (at < to && bytes[at] === closer) at++;
      else {
        closers.push(closer);
        if (closer === Mark.closeObject) at = skipKey(bytes, at, to);
        if (at < 0) return BROKEN;
        continue;
      }
    } else at = skipScalar(bytes, at, to);
    if (at < 0) return BROKEN;
    at = closeValues(bytes, at, to, closers);
    if (at < 0 || closers.length === 0) return at;
  }
}

/** Behind a value that ended at `from`: closes what it ends, and goes to the value behind its comma if any is open. */
function closeValues(bytes: Uint8Array, from: number, to: number, closers: number[]): number {
  let at = from;
  for (;;) {
    const closer = closers.at(-1);
    if (closer === undefined) return at;
    at = skipSpace(bytes, at, to);
    if (at >= to) return BROKEN;
    if (bytes[at] === closer) {
      closers.pop();
      at++;
      continue;
    }
    if (bytes[at] !== Mark.comma) return BROKEN;
    at = skipSpace(bytes, at + 1, to);
    return closer === Mark.closeObject ? skipKey(bytes, at, to) : at;
  }
}

function skipKey(bytes: Uint8Array, from: number, to: number): number {
  let at = skipString(bytes, from, to);
  if (at < 0) return BROKEN;
  at = skipSpace(bytes, at, to);
  return at < to && bytes[at] === Mark.colon ? at + 1 : -1;
}

function skipScalar(bytes: Uint8Array, at: number, to: number): number {
  const byte = bytes[at]!;
  if (byte === Mark.quote) return skipString(bytes, at, to);
  if (byte === 116) return skipWord(bytes, at, to, 'true');
  if (byte === 102) return skipWord(bytes, at, to, 'false');
  if (byte === 110) return skipWord(bytes, at, to, 'null');
  return skipNumber(bytes, at, to);
}

function skipWord(bytes: Uint8Array, at: number, to: number, word: string): number {
  if (at + word.length > to) return BROKEN;
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return BROKEN;
  return at + word.length;
}

/** The position after the string whose opening quote is at `from`, or BROKEN. */
export function skipString(bytes: Uint8Array, from: number, to: number): number {
  if (from >= to || bytes[from] !== Mark.quote) return BROKEN;
  let at = from + 1;
  while (at < to) {
    const byte = bytes[at]!;
    if (byte === Mark.quote) return at + 1;
    if (byte < 32) return BROKEN;
    if (byte === Mark.backslash) {
      const escape = at + 1 < to ? String.fromCharCode(bytes[at + 1]!) : '';
      if (escape === 'u') {
        if (at + 6 > to) return BROKEN;
        for (let i = at + 2; i < at + 6; i++) if (!isHex(bytes[i]!)) return BROKEN;
        at += 6;
      } else if (escape !== '' && '"\\/bfnrt'.includes(escape)) at += 2;
      else return BROKEN;
    } else at++;
  }
  return BROKEN;
}

function skipNumber(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  if (bytes[at] === 45) at++;
  const whole = skipDigits(bytes, at, to);
  if (whole === at || (bytes[at] === 48 && whole > at + 1)) return BROKEN;
  at = whole;
  if (at < to && bytes[at] === 46) {
    const end = skipDigits(bytes, at + 1, to);
    if (end === at + 1) return BROKEN;
    at = end;
  }
  if (at < to && (bytes[at] === 101 || bytes[at] === 69)) {
    at++;
    if (at < to && (bytes[at] === 43 || bytes[at] === 45)) at++;
    const end = skipDigits(bytes, at, to);
    if (end === at) return BROKEN;
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

/** Line feeds among the bytes [from, to). */
export function lineEnds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === Mark.lineFeed) count++;
  return count;
}
