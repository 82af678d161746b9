import { multiply64, productHigh, productLow } from '../kernels/product64';
import { CellTag } from '../table/table';
import { isSpelledAsValue } from './spelled-value';

/** The two odd constants of XXH64 (Collet) that spread bits best: 2^64 / golden ratio, and a prime. */
const K1_HIGH = 0x9e3779b9;
const K1_LOW = 0x7f4a7c15;
const K2_HIGH = 0xc2b2ae3d;
const K2_LOW = 0x27d4eb4f;

/** Tag of a number that counts by value: its hash is over its eight bytes as a double. */
const BY_VALUE = 2;

const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);

/**
 * The 64-bit hash of one cell, in two lanes of 32 bits. All steps are modulo 2^64, over little-endian words v of eight
 * bytes (the last one padded with zeros):
 *
 *     h = (length + (tag << 32)) * K2;   per word: h = (h ^ v) * K1, h ^= h >> 32;   h *= K2; h ^= h >> 29
 *
 * The fields hold the last hash.
 */
export class CellHash {
  /** Unsigned. */
  low = 0;
  high = 0;
  /** Lanes of the last `contribution`. */
  keyLow = 0;
  keyHigh = 0;

  /** Hashes bytes [start, end); `tag` 0 is text as written. */
  hash(bytes: Uint8Array, start: number, end: number, tag = 0): void {
    this.#begin(end - start, tag);
    let at = start;
    for (; at + 8 <= end; at += 8) {
      this.#word(wordAt(bytes, at, 4), wordAt(bytes, at + 4, 4));
    }
    if (at < end) this.#word(wordAt(bytes, at, end - at), wordAt(bytes, at + 4, end - at - 4));
    this.#finish();
  }

  /** Hashes a cell: by its text, but a string of JSON that is spelled as another value is unlike that value. */
  hashCell(bytes: Uint8Array, start: number, end: number, tag: CellTag): void {
    const isOther = tag === CellTag.string && isSpelledAsValue(bytes, start, end);
    this.hash(bytes, start, end, isOther ? CellTag.string : CellTag.text);
  }

  /** Hashes a number by value: 1 and 1.0 are one number, and -0 is 0. */
  hashNumber(value: number): void {
    DOUBLE[0] = value + 0;
    this.#begin(8, BY_VALUE);
    this.#word(WORDS[0]!, WORDS[1]!);
    this.#finish();
  }

  /**
   * What the last hash adds to the key of its row when the cell lies in `column` (0-based), into `keyLow` and
   * `keyHigh`: m = (h ^ (column + 1) * K1) * K2; m ^= m >> 32; m *= K1; m ^= m >> 29.
   */
  contribution(column: number): void {
    multiply64(0, column + 1, K1_HIGH, K1_LOW);
    multiply64(this.high ^ productHigh, this.low ^ productLow, K2_HIGH, K2_LOW);
    multiply64(productHigh, productLow ^ productHigh, K1_HIGH, K1_LOW);
    this.keyLow = (productLow ^ ((productLow >>> 29) | (productHigh << 3))) >>> 0;
    this.keyHigh = (productHigh ^ (productHigh >>> 29)) >>> 0;
  }

  #begin(length: number, tag: number): void {
    multiply64(tag, length, K2_HIGH, K2_LOW);
    this.low = productLow;
    this.high = productHigh;
  }

  #word(low: number, high: number): void {
    multiply64(this.high ^ high, this.low ^ low, K1_HIGH, K1_LOW);
    this.low = productLow ^ productHigh;
    this.high = productHigh;
  }

  #finish(): void {
    multiply64(this.high, this.low, K2_HIGH, K2_LOW);
    this.low = (productLow ^ ((productLow >>> 29) | (productHigh << 3))) >>> 0;
    this.high = (productHigh ^ (productHigh >>> 29)) >>> 0;
  }
}

/** Up to four bytes as a little-endian word; bytes beyond `length` are zero. */
function wordAt(bytes: Uint8Array, at: number, length: number): number {
  if (length >= 4) {
    return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  }
  let word = 0;
  for (let i = 0; i < length; i++) word |= bytes[at + i]! << (8 * i);
  return word;
}
