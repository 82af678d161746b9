/**
 * The SplitMix64 finaliser of Steele, Lea and Flood (2014) in 32-bit halves: engines have no fast 64-bit integers, and
 * BigInt is forty times slower. Products are taken modulo 2^64 from 16-bit limbs.
 */

/** High and low 32 bits of a product modulo 2^64; module state, because a returned pair would be allocated. */
let high = 0;
let low = 0;

/** (aHigh, aLow) * (bHigh, bLow) modulo 2^64 into `high`, `low`. */
function multiply(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
  const a0 = aLow & 0xffff;
  const a1 = aLow >>> 16;
  const b0 = bLow & 0xffff;
  const b1 = bLow >>> 16;
  const p00 = Math.imul(a0, b0) >>> 0;
  const p01 = Math.imul(a0, b1) >>> 0;
  const p10 = Math.imul(a1, b0) >>> 0;
  const middle = (p00 >>> 16) + (p01 & 0xffff) + (p10 & 0xffff);
  const carry = (p01 >>> 16) + (p10 >>> 16) + (middle >>> 16);
  low = ((middle << 16) | (p00 & 0xffff)) >>> 0;
  high = (Math.imul(a1, b1) + carry + Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh)) >>> 0;
}

/** z ^ (z >>> bits) on `high`, `low`; 0 < bits < 32. */
function foldBits(bits: number): void {
  low = (low ^ ((low >>> bits) | (high << (32 - bits)))) >>> 0;
  high = (high ^ (high >>> bits)) >>> 0;
}

/** Number in [0, 1), a multiple of 2^-53, for counter `index` (0 .. 2^53 - 2) under a 64-bit key. */
export function splitMixUniform(keyHigh: number, keyLow: number, index: number): number {
  const counter = index + 1;
  multiply(Math.floor(counter / 0x100000000), counter >>> 0, 0x9e3779b9, 0x7f4a7c15);
  const sum = low + keyLow;
  high = (high + keyHigh + (sum > 0xffffffff ? 1 : 0)) >>> 0;
  low = sum >>> 0;
  foldBits(30);
  multiply(high, low, 0xbf58476d, 0x1ce4e5b9);
  foldBits(27);
  multiply(high, low, 0x94d049bb, 0x133111eb);
  foldBits(31);
  return (high * 0x200000 + (low >>> 11)) / 0x20000000000000;
}
