import type { TextBytes } from '../near-text/sketcher';

/** Windows of a text that are worked out at a time: 12 bytes each. */
export const MOST_WINDOWS = 1 << 20;

/** Multipliers of the rolling hashes modulo 2^31 - 1: below 2^21, so that products are exact in doubles. */
export const BASE_LOW = 1_299_709;
export const BASE_HIGH = 1_999_993;
export const BASE_GRAM = 1_610_741;
/** 2^31 - 1, a prime. */
export const MODULUS = 0x7fffffff;

/**
 * The windows of `length` bytes that begin at each byte of a text. Each has a hash of 62 bits in two lanes (polynomials
 * modulo 2^31 - 1, Karp and Rabin 1987), and the least of the mixed hashes of the runs of half its length in it: equal
 * windows have the same, and neighbouring windows mostly do (winnowing, Schleimer, Wilkerson and Aiken 2003).
 */
export interface Windows {
  readonly length: number;
  /** Of the text last scanned; valid until the next call. */
  readonly low: Uint32Array;
  readonly high: Uint32Array;
  readonly least: Uint32Array;
  /** Scans bytes [start, end) with at most MOST_WINDOWS windows; returns their number. */
  scan(bytes: Uint8Array, start: number, end: number): number;
}

/** Bytes of the runs in a window of which the least is taken. */
export function gramOf(length: number): number {
  return Math.max(1, length >> 1);
}

/** Goes through the windows of a text of any length: `take` hears from which byte on, and how many there are. */
export function eachScan(
  windows: Windows,
  { bytes, start, end }: TextBytes,
  take: (from: number, count: number) => void,
): void {
  for (let from = start; from + windows.length <= end; from += MOST_WINDOWS) {
    const to = Math.min(end, from + MOST_WINDOWS + windows.length - 1);
    take(from, windows.scan(bytes, from, to));
  }
}
