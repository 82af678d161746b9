/** What bytes can be part of; the union over a value says what the value cannot be. */
export const Has = {
  /** White space of ASCII. */
  blank: 1,
  /** Part of no number, no list of numbers and no date of digits alone: letters but e, and most signs. */
  word: 2,
  /** `/` and `\`. */
  slash: 4,
  at: 8,
  /** `|` and `;`. */
  bar: 16,
  digit: 32,
  /** Not ASCII. */
  high: 128,
} as const;

const NUMERIC = '0123456789eE+-.,;[]()$%';

const CLASSES = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return Has.high;
  const sign = String.fromCharCode(byte);
  const blank = isBlank(byte);
  return (
    (blank ? Has.blank : 0) |
    (!blank && !NUMERIC.includes(sign) ? Has.word : 0) |
    (sign === '/' || sign === '\\' ? Has.slash : 0) |
    (sign === '@' ? Has.at : 0) |
    (sign === '|' || sign === ';' ? Has.bar : 0) |
    (isDigit(byte) ? Has.digit : 0)
  );
});

/** Union of `Has` over the bytes [start, end). */
export function contentOf(bytes: Uint8Array, start: number, end: number): number {
  let content = 0;
  for (let at = start; at < end; at++) content |= CLASSES[bytes[at]!]!;
  return content;
}

/** Whether all bytes [start, end) are ASCII. */
export function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! >= 0x80) return false;
  return true;
}

/** White space of ASCII, as `\s` has it. */
export function isBlank(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

export function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** A letter of ASCII, in either case. */
export function isLetter(byte: number): boolean {
  const lower = byte | 32;
  return lower >= 97 && lower <= 122;
}

/** The text of bytes that are all ASCII. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}
