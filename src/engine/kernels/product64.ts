/**
 * Products modulo 2^64 in 32-bit halves: engines have no fast 64-bit integers, and BigInt is forty times slower. The
 * halves of the last product are module state, because a returned pair would be allocated.
 */
export let productHigh = 0;
export let productLow = 0;

/** (aHigh, aLow) * (bHigh, bLow) modulo 2^64 into `productHigh`, `productLow`, from 16-bit limbs. */
export function multiply64(aHigh: number, aLow: number, bHigh: number, bLow: number): void {
  const a0 = aLow & 0xffff;
  const a1 = aLow >>> 16;
  const b0 = bLow & 0xffff;
  const b1 = bLow >>> 16;
  const p00 = Math.imul(a0, b0) >>> 0;
  const p01 = Math.imul(a0, b1) >>> 0;
  const p10 = Math.imul(a1, b0) >>> 0;
  const middle = (p00 >>> 16) + (p01 & 0xffff) + (p10 & 0xffff);
  const carry = (p01 >>> 16) + (p10 >>> 16) + (middle >>> 16);
  productLow = ((middle << 16) | (p00 & 0xffff)) >>> 0;
  productHigh = (Math.imul(a1, b1) + carry + Math.imul(aHigh, bLow) + Math.imul(aLow, bHigh)) >>> 0;
}
