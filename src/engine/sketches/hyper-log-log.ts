/** Registers of a sketch, as a power of two. */
const REGISTER_BITS = 14;
export const REGISTERS = 1 << REGISTER_BITS;
/** Bits of a hash left for the rank, and so the largest rank but one. */
const REST_BITS = 64 - REGISTER_BITS;

/**
 * Adds a hash, given in two lanes: the register is chosen by its lower 14 bits and holds the largest rank of the rest,
 * which is the number of leading zeros of those 50 bits, plus one (Flajolet et al. 2007).
 */
export function addHash(registers: Uint8Array, high: number, low: number): void {
  // clz32 counts in 32 bits, and the lower lane has 18 left: 14 too many.
  const zeros = high !== 0 ? Math.clz32(high) : 32 + Math.clz32(low >>> REGISTER_BITS) - 14;
  const index = low & (REGISTERS - 1);
  if (zeros + 1 > registers[index]!) registers[index] = zeros + 1;
}

/** Merges another part's registers: the larger rank of each. */
export function mergeRegisters(into: Uint8Array, other: Uint8Array): void {
  for (let i = 0; i < into.length; i++) if (other[i]! > into[i]!) into[i] = other[i]!;
}

/**
 * Distinct values from registers, without bias at any size and without tables: the improved estimator of Ertl 2017,
 * "New cardinality estimation algorithms for HyperLogLog sketches", algorithm 6. Standard error 1.04 / sqrt(2^14).
 */
export function estimateDistinct(registers: Uint8Array): number {
  const m = registers.length;
  const ranks = new Uint32Array(REST_BITS + 2);
  for (const rank of registers) ranks[rank]!++;
  let z = m * tau(1 - ranks[REST_BITS + 1]! / m);
  for (let rank = REST_BITS; rank >= 1; rank--) z = 0.5 * (z + ranks[rank]!);
  z += m * sigma(ranks[0]! / m);
  return (m * m) / (2 * Math.LN2 * z);
}

/** x + sum over k of x^(2^k) 2^(k - 1): corrects for registers that are still empty. Infinite for 1. */
function sigma(x: number): number {
  if (x === 1) return Infinity;
  let y = 1;
  let z = x;
  let power = x;
  for (;;) {
    power *= power;
    const before = z;
    z += power * y;
    y += y;
    if (z === before) return z;
  }
}

/** Corrects for registers that are full. */
function tau(x: number): number {
  if (x === 0 || x === 1) return 0;
  let y = 1;
  let z = 1 - x;
  let root = x;
  for (;;) {
    root = Math.sqrt(root);
    const before = z;
    y *= 0.5;
    z -= (1 - root) ** 2 * y;
    if (z === before) return z / 3;
  }
}
