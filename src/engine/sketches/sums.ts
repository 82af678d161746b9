import type { CentralSums } from '../statistics/describe';

/** Splits a double into halves of 26 bits (Veltkamp 1968). */
const SPLITTER = 134217729;
/** Beyond, splitting overflows: such products are left rounded. */
const LARGEST = 2 ** 970;

/**
 * Sums of (x - shift)^k, k = 1..4, each with a compensation (Neumaier 1974): they depend on the order of the numbers
 * in their last bits only, which rounding takes off. A number counted many times is added as an exact product
 * (Dekker 1971), as if it were added that often.
 */
export class PowerSums {
  /** Four sums, then their four compensations. */
  readonly sums = new Float64Array(8);
  readonly #shift: number;

  constructor(shift: number) {
    this.#shift = shift;
  }

  add(value: number, count = 1): void {
    const d = value - this.#shift;
    const d2 = d * d;
    this.#add(0, d, count);
    this.#add(1, d2, count);
    this.#add(2, d2 * d, count);
    this.#add(3, d2 * d2, count);
  }

  merge(other: Float64Array): void {
    for (let k = 0; k < 4; k++) {
      neumaier(this.sums, k, other[k]!);
      this.sums[k + 4]! += other[k + 4]!;
    }
  }

  #add(k: number, power: number, count: number): void {
    if (count === 1) return neumaier(this.sums, k, power);
    const product = power * count;
    neumaier(this.sums, k, product);
    neumaier(this.sums, k, productError(power, count, product));
  }
}

function neumaier(sums: Float64Array, k: number, term: number): void {
  const before = sums[k]!;
  const after = before + term;
  sums[k + 4]! +=
    Math.abs(before) >= Math.abs(term) ? before - after + term : term - after + before;
  sums[k] = after;
}

/** a * b - product, exactly, where nothing overflows. */
function productError(a: number, b: number, product: number): number {
  if (!(Math.abs(product) < LARGEST) || !(Math.abs(a) < LARGEST)) return 0;
  const aWide = a * SPLITTER;
  const aHigh = aWide - (aWide - a);
  const aLow = a - aHigh;
  const bWide = b * SPLITTER;
  const bHigh = bWide - (bWide - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** Squared distance of the shift from the mean, in variances, up to which enough digits are left. */
const NEAR = 3000;

/**
 * Moments about the mean from sums about a shift. When the shift lies so far from the mean that the difference of
 * large sums would be noise, or a power overflowed, moments are NaN: the cells themselves must be asked.
 */
export function centralSums(sums: Float64Array, shift: number, n: number): CentralSums {
  const [s1, s2, s3, s4] = [0, 1, 2, 3].map((k) => sums[k]! + sums[k + 4]!) as [
    number,
    number,
    number,
    number,
  ];
  const d = s1 / n;
  const m2 = s2 - n * d * d;
  const told = Number.isFinite(s4) && (m2 * NEAR >= n * d * d || s2 === 0);
  if (!told) return { mean: shift + d, m2: NaN, m3: NaN, m4: NaN };
  return {
    mean: shift + d,
    m2,
    m3: s3 - 3 * d * s2 + 2 * n * d ** 3,
    m4: s4 - 4 * d * s3 + 6 * d * d * s2 - 3 * n * d ** 4,
  };
}
