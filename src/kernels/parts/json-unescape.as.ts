// Resolves the escapes of JSON strings; the twin in TypeScript is src/codecs/json/unescape.ts.

import { skipPlain } from './json-syntax.as';

/** Halves of surrogate pairs that became U+FFFD since `startSurrogates`. */
export let loneSurrogates: u32 = 0;

export function startSurrogates(): void {
  loneSurrogates = 0;
}

function hexAt(at: usize): u32 {
  let value: u32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const byte = <u32>load<u8>(at + i);
    value = value * 16 + (byte <= 57 ? byte - 48 : (byte & 0xdf) - 55);
  }
  return value;
}

function plainEscape(escape: u32): u32 {
  switch (escape) {
    case 98:
      return 8;
    case 102:
      return 12;
    case 110:
      return 10;
    case 114:
      return 13;
    case 116:
      return 9;
    default:
      return escape;
  }
}

/** Resolves the escapes of a string's content in place; returns its new end. */
export function unescape(start: usize, end: usize): usize {
  let from = start;
  let to = start;
  while (from < end) {
    const next = skipPlain(from);
    const plain = (next < end ? next : end) - from;
    if (to !== from) memory.copy(to, from, plain);
    to += plain;
    from += plain;
    if (from >= end) break;
    const escape = <u32>load<u8>(from, 1);
    from += 2;
    if (escape !== 117) {
      store<u8>(to++, plainEscape(escape));
      continue;
    }
    let code = hexAt(from);
    from += 4;
    if (code - 0xd800 < 0x800) {
      const pair = code < 0xdc00 && from + 6 <= end && load<u16>(from) === 0x755c;
      const low: u32 = pair ? hexAt(from + 2) : 0;
      if (low - 0xdc00 < 0x400) {
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        from += 6;
      } else {
        code = 0xfffd;
        loneSurrogates++;
      }
    }
    if (code < 0x80) store<u8>(to++, code);
    else {
      if (code < 0x800) store<u8>(to++, 0xc0 | (code >> 6));
      else {
        if (code < 0x10000) store<u8>(to++, 0xe0 | (code >> 12));
        else {
          store<u8>(to++, 0xf0 | (code >> 18));
          store<u8>(to++, 0x80 | ((code >> 12) & 63));
        }
        store<u8>(to++, 0x80 | ((code >> 6) & 63));
      }
      store<u8>(to++, 0x80 | (code & 63));
    }
  }
  return to;
}
