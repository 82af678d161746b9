import { multiply64, productHigh, productLow } from './product64';

/** The SplitMix64 finaliser of Steele, Lea and Flood (2014) in 32-bit halves, which are module state. */
let high = 0;
let low = 0;

/** (`high`, `low`) * (bHigh, bLow) modulo 2^64 into `high`, `low`. */
function multiply(bHigh: number, bLow: number): void {
  multiply64(high, low, bHigh, bLow);
  high = productHigh;
  low = productLow;
}

/** z ^ (z >>> bits) on `high`, `low`; 0 < bits < 32. */
function foldBits(bits: number): void {
  low = (low ^ ((low >>> bits) | (high << (32 - bits)))) >>> 0;
  high = (high ^ (high >>> bits)) >>> 0;
}

/** Number in [0, 1), a multiple of 2^-53, for counter `index` (0 .. 2^53 - 2) under a 64-bit key. */
export function splitMixUniform(keyHigh: number, keyLow: number, index: number): number {
  const counter = index + 1;
  high = Math.floor(counter / 0x100000000);
  low = counter >>> 0;
  multiply(0x9e3779b9, 0x7f4a7c15);
  const sum = low + keyLow;
  high = (high + keyHigh + (sum > 0xffffffff ? 1 : 0)) >>> 0;
  low = sum >>> 0;
  foldBits(30);
  multiply(0xbf58476d, 0x1ce4e5b9);
  foldBits(27);
  multiply(0x94d049bb, 0x133111eb);
  foldBits(31);
  return (high * 0x200000 + (low >>> 11)) / 0x20000000000000;
}
