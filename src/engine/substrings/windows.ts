import type { TextBytes } from '../near-text/sketcher';

/** Windows of a text that are worked out at a time: some 20 bytes each. */
export const MOST_WINDOWS = 1 << 20;

/** Multipliers of the rolling hashes of windows modulo 2^31 - 1: below 2^21, so that products are exact in doubles. */
export const BASE_LOW = 1_299_709;
export const BASE_HIGH = 1_999_993;
/** 2^31 - 1, a prime. */
export const MODULUS = 0x7fffffff;
/** Multiplier of the rolling hash of grams modulo 2^32. */
export const BASE_GRAM = 0x915f77f5;

/**
 * The windows of `length` bytes that begin at each byte of a text. Each has a hash of 62 bits in two lanes (polynomials
 * modulo 2^31 - 1, Karp and Rabin 1987), and the least of the mixed hashes of the runs of half its length in it: equal
 * windows have the same, and neighbouring windows mostly do (winnowing, Schleimer, Wilkerson and Aiken 2003). A sieve of
 * these tells most windows that are the only ones of their kind, so that they need no hash.
 */
export interface Windows {
  readonly length: number;
  /** Of the text that `likely` looked at last, at the windows in spans; valid until the next call. */
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  /** Pairs of a first window and that behind the last, ascending. */
  readonly spans: Uint32Array;
  /** Counts the grams of bytes [start, end), with one window at least and MOST_WINDOWS at most, in the sieve. */
  sift(bytes: Uint8Array, start: number, end: number): void;
  /** Finds the windows of bytes [start, end), as many, whose gram the sieve has counted more than once; returns the spans. */
  likely(bytes: Uint8Array, start: number, end: number): number;
}

/** Bytes of the runs in a window of which the least is taken. */
export function gramOf(length: number): number {
  return Math.max(1, length >> 1);
}

/** Goes through a text of any length in stretches: `take` hears from which byte to which. */
export function eachStretch(
  length: number,
  { start, end }: Pick<TextBytes, 'start' | 'end'>,
  take: (from: number, to: number) => void,
): void {
  for (let from = start; from + length <= end; from += MOST_WINDOWS) {
    take(from, Math.min(end, from + MOST_WINDOWS + length - 1));
  }
}
