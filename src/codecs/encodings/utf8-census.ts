import { sequenceLength } from '../../engine/cells/utf8';

const NONE = new Uint32Array(0);

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
    const base = from + ((4 - ((bytes.byteOffset + from) & 3)) & 3);
    // An aligned start may lie beyond the end of a short buffer.
    const words =
      base < to ? new Uint32Array(bytes.buffer, bytes.byteOffset + base, (to - base) >> 2) : NONE;
    let at = from;
    for (;;) {
      at = skipAscii(bytes, words, base, at, to);
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

/**
 * The first index in [at, to) of a byte >= 0x80, or `to`. `words` are the same bytes four at a time, from index `base`
 * on; runs of ASCII are left sixteen bytes at a time.
 */
function skipAscii(
  bytes: Uint8Array,
  words: Uint32Array,
  base: number,
  from: number,
  to: number,
): number {
  let at = from;
  while (at < to && (at < base || ((at - base) & 3) !== 0)) {
    if (bytes[at]! >= 0x80) return at;
    at++;
  }
  at = Math.max(at, base + skipWords(words, (at - base) >> 2) * 4);
  while (at < to && bytes[at]! < 0x80) at++;
  return at;
}

/** The first index from `word` on, in steps of four, behind which some of four words are not ASCII or are not there. */
function skipWords(words: Uint32Array, word: number): number {
  const last = words.length - 3;
  while (word < last) {
    const any = words[word]! | words[word + 1]! | words[word + 2]! | words[word + 3]!;
    if ((any & 0x80808080) !== 0) break;
    word += 4;
  }
  return word;
}
