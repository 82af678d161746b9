import { normalText } from '../cells/normal-text';
import { fmix32, START, WORD_HIGH, WORD_LOW } from '../near-text/hashes';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * The 64-bit hash of a unit in normal form (NFC, lower case, single spaces), in two lanes. ASCII is normalised in
 * passing. The fields hold the last hash.
 */
export class UnitHash {
  /** Unsigned. */
  low = 0;
  high = 0;
  /** Characters of the normal form. */
  characters = 0;

  hash(bytes: Uint8Array, from: number, to: number): void {
    if (!this.#hashAscii(bytes, from, to)) {
      this.#hashText(normalText(decoder.decode(bytes.subarray(from, to)), 'n2'));
    }
  }

  #hashText(text: string): void {
    let [a, b, characters] = [START, START, 0];
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      a = mixedLow(a, unit);
      b = mixedHigh(b, unit);
      // The second half of a pair is no character of its own.
      if (unit < 0xdc00 || unit >= 0xe000) characters++;
    }
    this.#finish(a, b, characters);
  }

  /** As `#hashText` of the normal form; false where a byte is not ASCII. */
  #hashAscii(bytes: Uint8Array, from: number, to: number): boolean {
    let [a, b, characters] = [START, START, 0];
    let isBlank = false;
    for (let at = from; at < to; at++) {
      const unit = PLAIN[bytes[at]!]!;
      if (unit === BLANK) {
        isBlank = characters > 0;
        continue;
      }
      if (unit === NOT_ASCII) return false;
      if (isBlank) {
        a = mixedLow(a, 32);
        b = mixedHigh(b, 32);
        characters++;
        isBlank = false;
      }
      a = mixedLow(a, unit);
      b = mixedHigh(b, unit);
      characters++;
    }
    this.#finish(a, b, characters);
    return true;
  }

  #finish(a: number, b: number, characters: number): void {
    this.low = fmix32(a);
    this.high = fmix32(b ^ characters);
    this.characters = characters;
  }
}

const BLANK = 32;
const NOT_ASCII = 255;
/** Each byte in lower case; white space is BLANK. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x80) return NOT_ASCII;
  if (byte >= 9 && byte <= 13) return BLANK;
  return byte >= 65 && byte <= 90 ? byte | 32 : byte;
});

function mixedLow(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, WORD_LOW);
  return mixed ^ (mixed >>> 15);
}

function mixedHigh(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, WORD_HIGH);
  return mixed ^ (mixed >>> 13);
}
