import type { Codes } from '../table';

/** One bit per row, 32 to a word. */
export type BitSet = Uint32Array;

/** The rows whose code is one of `codes`. */
export function bitsWhere(column: Codes, codes: ReadonlySet<number>): BitSet {
  const bits = new Uint32Array((column.length + 31) >>> 5);
  const [only] = codes;
  for (let row = 0; row < column.length; row++) {
    const code = column[row]!;
    if (code === only || (codes.size > 1 && codes.has(code))) bits[row >>> 5]! |= 1 << (row & 31);
  }
  return bits;
}

/** Whether a row's bit is set. */
export function hasBit(bits: BitSet, row: number): boolean {
  return (bits[row >>> 5]! & (1 << (row & 31))) !== 0;
}

/** Number of rows that are in both sets. */
export function countBoth(a: BitSet, b: BitSet): number {
  let n = 0;
  for (let i = 0; i < a.length; i++) n += bitCount(a[i]! & b[i]!);
  return n;
}

/** Adds the rows of one set to another. */
export function addBits(to: BitSet, from: BitSet): void {
  for (let i = 0; i < to.length; i++) to[i]! |= from[i]!;
}

/** Number of set bits in a word (parallel sums of neighbouring fields). */
function bitCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
