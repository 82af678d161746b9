/**
 * Counts well-formed multi-byte sequences and malformed bytes of UTF-8 (RFC 3629: no overlong forms, no surrogates,
 * nothing beyond U+10FFFF). Regions must begin and end between characters, as rows do.
 */
export class Utf8Census {
  multibyte = 0;
  malformed = 0;

  /** Counts bytes [from, to) and returns the index of the first malformed byte among them, or -1. */
  add(bytes: Uint8Array, from: number, to: number): number {
    let first = -1;
    let at = from;
    for (;;) {
      while (at < to && bytes[at]! < 0x80) at++;
      if (at >= to) return first;
      const length = sequenceLength(bytes, at, to);
      if (length > 0) {
        this.multibyte++;
        at += length;
      } else {
        this.malformed++;
        if (first < 0) first = at;
        at++;
      }
    }
  }
}

/** Length of the well-formed sequence at a byte >= 0x80, or 0. */
function sequenceLength(bytes: Uint8Array, at: number, to: number): number {
  const lead = bytes[at]!;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (at + length > to) return 0;
  const second = bytes[at + 1]!;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let i = 2; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0;
  return length;
}
