/**
 * Number in [0, 1), a multiple of 2^-53, for counter `index` (0 .. 2^53 - 2) under a 64-bit key: the SplitMix64 finaliser of
 * Steele, Lea and Flood (2014). In 32-bit halves, for engines have no fast 64-bit integers; none of them leaves the
 * function, since a half kept elsewhere is a number that is allocated.
 */
export function splitMixUniform(keyHigh: number, keyLow: number, index: number): number {
  const counter = index + 1;
  const counterLow = counter | 0;
  const product = Math.imul(counterLow, 0x7f4a7c15) >>> 0;
  const sum = product + (keyLow >>> 0);
  let low = sum | 0;
  let high =
    (upperProduct(counterLow, 0x7f4a7c15) +
      Math.imul(Math.floor(counter / 0x100000000), 0x7f4a7c15) +
      Math.imul(counterLow, 0x9e3779b9) +
      keyHigh +
      (sum > 0xffffffff ? 1 : 0)) |
    0;
  low ^= (low >>> 30) | (high << 2);
  high ^= high >>> 30;
  high =
    (upperProduct(low, 0x1ce4e5b9) + Math.imul(high, 0x1ce4e5b9) + Math.imul(low, 0xbf58476d)) | 0;
  low = Math.imul(low, 0x1ce4e5b9);
  low ^= (low >>> 27) | (high << 5);
  high ^= high >>> 27;
  high =
    (upperProduct(low, 0x133111eb) + Math.imul(high, 0x133111eb) + Math.imul(low, 0x94d049bb)) | 0;
  low = Math.imul(low, 0x133111eb);
  low ^= (low >>> 31) | (high << 1);
  high ^= high >>> 31;
  return ((high >>> 0) * 0x200000 + (low >>> 11)) / 0x20000000000000;
}

/** The upper half of the product of two numbers of 32 bits, from their 16-bit limbs. */
function upperProduct(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const cross = Math.imul(a0, b1) >>> 0;
  const other = Math.imul(a1, b0) >>> 0;
  const middle = (Math.imul(a0, b0) >>> 16) + (cross & 0xffff) + (other & 0xffff);
  return (Math.imul(a1, b1) + (cross >>> 16) + (other >>> 16) + (middle >>> 16)) | 0;
}
