/**
 * Bytes of the well-formed UTF-8 sequence that begins at a byte >= 0x80 and ends before `end` (RFC 3629: no overlong
 * form, no surrogate, nothing beyond U+10FFFF); 0 when there is none.
 */
export function sequenceLength(bytes: Uint8Array, at: number, end: number): number {
  const length = expectedLength(bytes[at]!);
  return length > 0 && brokenLength(bytes, at, end) === length ? length : 0;
}

/**
 * Bytes at a byte >= 0x80 that decoders replace by one U+FFFD: as much of a well-formed sequence as is there, at least
 * one byte (Unicode Standard, chapter 3: maximal subparts).
 */
export function brokenLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at]!;
  const length = expectedLength(lead);
  if (length === 0 || at + 1 >= end) return 1;
  const second = bytes[at + 1]!;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 1;
  let found = 2;
  while (found < length && at + found < end && (bytes[at + found]! & 0xc0) === 0x80) found++;
  return found;
}

/** Bytes of the sequence that a byte >= 0x80 begins; 0 when it begins none. */
function expectedLength(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}
