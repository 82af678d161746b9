import type { Dictionary, DictionaryBytes } from '../table/table';
import { isAscii, isBlank } from './ascii';
import { brokenLength, sequenceLength } from './utf8';

/** Words separated by white space. */
export function countWords(text: string): number {
  const trimmed = text.trim();
  return trimmed === '' ? 0 : trimmed.split(/\s+/).length;
}

/** Measures bytes of UTF-8 without decoding them. The fields hold what was measured last. */
export class Utf8Lengths {
  /** UTF-16 units, as `String.length` of the decoded text. */
  characters = 0;
  /** As `countWords`. */
  words = 0;

  /**
   * Measures bytes [start, end), up to the beginning of the word that makes `mostWords`. What is not valid UTF-8 counts as
   * the U+FFFD it would be decoded to.
   */
  measure(bytes: Uint8Array, start: number, end: number, mostWords = Infinity): void {
    let characters = 0;
    let words = 0;
    let between = true;
    for (let at = start; at < end && words < mostWords;) {
      const byte = bytes[at]!;
      let blank = isBlank(byte);
      let length = 1;
      if (byte >= 0x80) {
        length = sequenceLength(bytes, at, end);
        blank = length > 1 && length < 4 && isWideBlank(bytes, at);
        if (length === 4) characters++;
        if (length === 0) length = brokenLength(bytes, at, end);
      }
      if (between && !blank) words++;
      between = blank;
      characters++;
      at += length;
    }
    this.characters = characters;
    this.words = words;
  }
}

/** Measures dictionary entries, from their bytes where these tell. The fields hold the last entry measured. */
export class TextLengths {
  /** UTF-16 units, as `String.length`. */
  characters = 0;
  /** As `countWords`. */
  words = 0;
  readonly #dictionary: Dictionary;
  readonly #bytes: DictionaryBytes | undefined;
  readonly #utf8 = new Utf8Lengths();

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
    this.#bytes = dictionary.bytes;
  }

  /** Words of an entry, at most `most`: texts may be long. */
  wordsUpTo(code: number, most: number): number {
    if (this.#bytes === undefined || !this.#measureBytes(this.#bytes, code, most)) {
      this.words = countWords(this.#dictionary.text(code));
    }
    return Math.min(this.words, most);
  }

  /** Measures one entry. */
  measure(code: number): void {
    if (this.#bytes !== undefined && this.#measureBytes(this.#bytes, code)) return;
    const text = this.#dictionary.text(code);
    this.characters = text.length;
    this.words = countWords(text);
  }

  /** False when the bytes are in another encoding and not ASCII. */
  #measureBytes(
    { arena, offsets, utf8 }: DictionaryBytes,
    code: number,
    mostWords?: number,
  ): boolean {
    const start = offsets[code]!;
    const end = offsets[code + 1]!;
    if (!utf8 && !isAscii(arena, start, end)) return false;
    this.#utf8.measure(arena, start, end, mostWords);
    this.characters = this.#utf8.characters;
    this.words = this.#utf8.words;
    return true;
  }
}

/** White space beyond ASCII, as `\s` has it: U+00A0, 1680, 2000-200A, 2028, 2029, 202F, 205F, 3000 and FEFF. */
function isWideBlank(bytes: Uint8Array, at: number): boolean {
  const second = bytes[at + 1]!;
  const third = bytes[at + 2]!;
  switch (bytes[at]) {
    case 0xc2:
      return second === 0xa0;
    case 0xe1:
      return second === 0x9a && third === 0x80;
    case 0xe2:
      if (second === 0x81) return third === 0x9f;
      return (
        second === 0x80 && (third <= 0x8a || third === 0xa8 || third === 0xa9 || third === 0xaf)
      );
    case 0xe3:
      return second === 0x80 && third === 0x80;
    case 0xef:
      return second === 0xbb && third === 0xbf;
    default:
      return false;
  }
}
