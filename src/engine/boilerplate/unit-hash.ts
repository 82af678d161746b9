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

  #a = 0;
  #b = 0;

  hash(bytes: Uint8Array, from: number, to: number): void {
    if (!this.#hashAscii(bytes, from, to)) {
      this.#begin();
      const text = normalText(decoder.decode(bytes.subarray(from, to)), 'n2');
      for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        this.#add(unit);
        // The second half of a pair is no character of its own.
        if (unit >= 0xdc00 && unit < 0xe000) this.characters--;
      }
    }
    this.low = fmix32(this.#a);
    this.high = fmix32(this.#b ^ this.characters);
  }

  /** False where a byte is not ASCII. */
  #hashAscii(bytes: Uint8Array, from: number, to: number): boolean {
    this.#begin();
    let isBlank = false;
    for (let at = from; at < to; at++) {
      let byte = bytes[at]!;
      if (byte >= 0x80) return false;
      if (byte === 32 || (byte >= 9 && byte <= 13)) {
        isBlank = this.characters > 0;
        continue;
      }
      if (byte >= 65 && byte <= 90) byte |= 32;
      if (isBlank) this.#add(32);
      isBlank = false;
      this.#add(byte);
    }
    return true;
  }

  #begin(): void {
    this.#a = START;
    this.#b = START;
    this.characters = 0;
  }

  #add(unit: number): void {
    this.characters++;
    const a = Math.imul(this.#a ^ unit, WORD_LOW);
    const b = Math.imul(this.#b ^ unit, WORD_HIGH);
    this.#a = a ^ (a >>> 15);
    this.#b = b ^ (b >>> 13);
  }
}
