import { Mark } from './syntax';

const PLAIN_ESCAPES: Readonly<Record<number, number>> = {
  34: 34,
  92: 92,
  47: 47,
  98: 8,
  102: 12,
  110: 10,
  114: 13,
  116: 9,
};
const REPLACEMENT = 0xfffd;

/** What `unescape` met. */
export interface Surrogates {
  /** Halves of surrogate pairs; each became U+FFFD. */
  lone: number;
}

/** True when [start, end) has a backslash. */
export function hasEscape(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === Mark.backslash) return true;
  return false;
}

/**
 * Writes the content [start, end) of a valid JSON string to `into`, from `at` on, as UTF-8 with its escapes resolved,
 * and returns the end of what was written. It is never longer than what was read.
 */
export function unescape(
  bytes: Uint8Array,
  start: number,
  end: number,
  into: Uint8Array,
  at: number,
  surrogates: Surrogates,
): number {
  let to = at;
  for (let from = start; from < end;) {
    const byte = bytes[from++]!;
    if (byte !== Mark.backslash) {
      into[to++] = byte;
      continue;
    }
    const escape = bytes[from++]!;
    const plain = PLAIN_ESCAPES[escape];
    if (plain !== undefined) {
      into[to++] = plain;
      continue;
    }
    let code = hexOf(bytes, from);
    from += 4;
    if (code >= 0xd800 && code < 0xe000) {
      const low =
        code < 0xdc00 &&
        from + 6 <= end &&
        bytes[from] === Mark.backslash &&
        bytes[from + 1] === 117
          ? hexOf(bytes, from + 2)
          : 0;
      if (low >= 0xdc00 && low < 0xe000) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        from += 6;
      } else {
        code = REPLACEMENT;
        surrogates.lone++;
      }
    }
    to = putCharacter(code, into, to);
  }
  return to;
}

/** The text of a JSON string's content, escapes resolved. */
export function jsonText(bytes: Uint8Array, start: number, end: number): string {
  const text = utf8.decode(bytes.subarray(start, end));
  return hasEscape(bytes, start, end) ? (JSON.parse(`"${text}"`) as string) : text;
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

function putCharacter(code: number, into: Uint8Array, at: number): number {
  let to = at;
  if (code < 0x80) into[to++] = code;
  else {
    if (code < 0x800) into[to++] = 0xc0 | (code >> 6);
    else {
      if (code < 0x10000) into[to++] = 0xe0 | (code >> 12);
      else {
        into[to++] = 0xf0 | (code >> 18);
        into[to++] = 0x80 | ((code >> 12) & 63);
      }
      into[to++] = 0x80 | ((code >> 6) & 63);
    }
    into[to++] = 0x80 | (code & 63);
  }
  return to;
}

function hexOf(bytes: Uint8Array, at: number): number {
  let value = 0;
  for (let i = at; i < at + 4; i++) {
    const byte = bytes[i]!;
    value = value * 16 + (byte <= 57 ? byte - 48 : (byte & 0xdf) - 55);
  }
  return value;
}
