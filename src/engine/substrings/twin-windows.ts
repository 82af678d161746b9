import { fmix32 } from '../near-text/hashes';
import {
  BASE_GRAM,
  BASE_HIGH,
  BASE_LOW,
  gramOf,
  MODULUS,
  MOST_WINDOWS,
  type Windows,
} from './windows';

const EMPTY = new Uint32Array(0);

/** Windows in TypeScript: what is right, and what there is without WebAssembly. src/kernels/windows.as.ts is its twin. */
export class TwinWindows implements Windows {
  readonly length: number;
  low = EMPTY;
  high = EMPTY;
  least = EMPTY;
  #grams = EMPTY;
  readonly #gram: number;
  readonly #leavingLow: Float64Array;
  readonly #leavingHigh: Float64Array;
  readonly #leavingGram: Float64Array;

  constructor(length: number) {
    this.length = length;
    this.#gram = gramOf(length);
    this.#leavingLow = leaving(BASE_LOW, length);
    this.#leavingHigh = leaving(BASE_HIGH, length);
    this.#leavingGram = leaving(BASE_GRAM, this.#gram);
  }

  scan(bytes: Uint8Array, start: number, end: number): number {
    const count = Math.max(0, end - start - this.length + 1);
    if (count === 0) return 0;
    if (this.low.length < count) this.#grow(count);
    roll(bytes, start, end, this.length, BASE_LOW, this.#leavingLow, this.low);
    roll(bytes, start, end, this.length, BASE_HIGH, this.#leavingHigh, this.high);
    roll(bytes, start, end, this.#gram, BASE_GRAM, this.#leavingGram, this.#grams);
    const grams = end - start - this.#gram + 1;
    for (let i = 0; i < grams; i++) this.#grams[i] = fmix32(this.#grams[i]!);
    this.#slideLeast(count, this.length - this.#gram + 1);
    return count;
  }

  /** The least of `wide` grams from each window's first on. */
  #slideLeast(count: number, wide: number): void {
    const grams = this.#grams;
    let at = -1;
    for (let window = 0; window < count; window++) {
      const last = window + wide - 1;
      if (at < window) {
        at = window;
        for (let i = window + 1; i <= last; i++) if (grams[i]! <= grams[at]!) at = i;
      } else if (grams[last]! <= grams[at]!) {
        at = last;
      }
      this.least[window] = grams[at]!;
    }
  }

  #grow(count: number): void {
    const room = Math.min(MOST_WINDOWS, 2 * count);
    this.low = new Uint32Array(room);
    this.high = new Uint32Array(room);
    this.least = new Uint32Array(room);
    this.#grams = new Uint32Array(room + this.length);
  }
}

/** What each byte counts when it leaves a window of so many bytes: modulus - byte * base ^ length. */
function leaving(base: number, length: number): Float64Array {
  let power = 1;
  for (let i = 0; i < length; i++) power = folded(power * base);
  // Bytes count one more than they are, so that a run of zeros has a length.
  return Float64Array.from({ length: 256 }, (_, byte) => MODULUS - folded(power * (byte + 1)));
}

/** Hashes of all runs of `length` bytes. */
function roll(
  bytes: Uint8Array,
  start: number,
  end: number,
  length: number,
  base: number,
  leaves: Float64Array,
  to: Uint32Array,
): void {
  let hash = 0;
  for (let at = start; at < start + length; at++) hash = folded(hash * base + bytes[at]! + 1);
  to[0] = hash;
  for (let at = start + length, i = 1; at < end; at++, i++) {
    hash = folded(hash * base + bytes[at]! + 1 + leaves[bytes[at - length]!]!);
    to[i] = hash;
  }
}

/** A number below 2^53 modulo 2^31 - 1. */
function folded(x: number): number {
  const upper = Math.floor(x / 2147483648);
  let rest = x - upper * 2147483648 + upper;
  if (rest >= MODULUS) rest -= MODULUS;
  return rest;
}
