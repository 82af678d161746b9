import { RepeatSieve } from '../kernels/repeat-sieve';
import { fmix32 } from '../near-text/hashes';
import { BASE_GRAM, BASE_HIGH, BASE_LOW, gramOf, MODULUS, type Windows } from './windows';

const EMPTY = new Uint32Array(0);

/** Windows in TypeScript: what is right, and what there is without WebAssembly. src/kernels/windows.as.ts is its twin. */
export class TwinWindows implements Windows {
  readonly length: number;
  low = EMPTY;
  high = EMPTY;
  spans = EMPTY;
  #least = EMPTY;
  #grams = EMPTY;
  readonly #gram: number;
  readonly #sieve: RepeatSieve;
  readonly #leavingLow: Float64Array;
  readonly #leavingHigh: Float64Array;

  /** `grams`: that the sieve parts well. */
  constructor(length: number, grams: number) {
    this.length = length;
    this.#gram = gramOf(length);
    this.#sieve = new RepeatSieve(grams);
    this.#leavingLow = leaving(BASE_LOW, length);
    this.#leavingHigh = leaving(BASE_HIGH, length);
  }

  sift(bytes: Uint8Array, start: number, end: number): void {
    const count = this.#leastGrams(bytes, start, end);
    for (let i = 0; i < count; i++) {
      if (i === 0 || this.#least[i] !== this.#least[i - 1]) this.#sieve.addOne(this.#least[i]!);
    }
  }

  likely(bytes: Uint8Array, start: number, end: number): number {
    const count = this.#leastGrams(bytes, start, end);
    const spans: number[] = [];
    for (let from = 0; from < count;) {
      let to = from + 1;
      while (to < count && this.#least[to] === this.#least[from]) to++;
      if (this.#sieve.mayRepeat(this.#least[from]!)) {
        if (spans.at(-1) === from) spans[spans.length - 1] = to;
        else spans.push(from, to);
      }
      from = to;
    }
    this.spans = Uint32Array.from(spans);
    for (let i = 0; i < spans.length; i += 2) {
      const [from, to] = [spans[i]!, spans[i + 1]!];
      const span = { bytes, at: start + from, length: this.length };
      roll(span, BASE_LOW, this.#leavingLow, this.low.subarray(from, to));
      roll(span, BASE_HIGH, this.#leavingHigh, this.high.subarray(from, to));
    }
    return spans.length / 2;
  }

  /** The least of the mixed hashes of grams in each window; returns the number of windows. */
  #leastGrams(bytes: Uint8Array, start: number, end: number): number {
    const count = end - start - this.length + 1;
    if (this.low.length < count) this.#grow(count);
    let power = 1;
    for (let i = 0; i < this.#gram; i++) power = Math.imul(power, BASE_GRAM);
    let hash = 0;
    for (let at = start; at < end; at++) {
      hash = (Math.imul(hash, BASE_GRAM) + bytes[at]! + 1) | 0;
      const first = at - this.#gram + 1;
      if (first > start) hash = (hash - Math.imul(power, bytes[first - 1]! + 1)) | 0;
      if (first >= start) this.#grams[first - start] = fmix32(hash);
    }
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
      this.#least[window] = grams[at]!;
    }
  }

  #grow(count: number): void {
    const room = 2 * count;
    this.low = new Uint32Array(room);
    this.high = new Uint32Array(room);
    this.#least = new Uint32Array(room);
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

/** Where windows begin. */
interface Span {
  readonly bytes: Uint8Array;
  readonly at: number;
  /** Of a window. */
  readonly length: number;
}

/** Hashes of windows one after the other, as many as there is room for. */
function roll(
  { bytes, at, length }: Span,
  base: number,
  leaves: Float64Array,
  to: Uint32Array,
): void {
  let hash = 0;
  for (let i = at; i < at + length; i++) hash = folded(hash * base + bytes[i]! + 1);
  to[0] = hash;
  for (let i = 1, next = at + length; i < to.length; i++, next++) {
    hash = folded(hash * base + bytes[next]! + 1 + leaves[bytes[next - length]!]!);
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
