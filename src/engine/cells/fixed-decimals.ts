/** Powers of ten that a double holds exactly, by exponent. */
export const POWERS: readonly number[] = Array.from({ length: 23 }, (_, n) => Number(`1e${n}`));

/** Below it doubles are 2 ** -10 apart at most. */
const LARGEST = 2 ** 42;
/** Nearer to a half than this, only all digits of a number say how it is rounded. */
const NEAR = 2 ** -10;

/**
 * The digits of a number with fixed decimals, as a whole number; NaN where they are not certain. A product of doubles is
 * wrong by half a unit in its last place, less than `NEAR` below `LARGEST`, so away from halves rounding is certain.
 */
export function fixedDigits(value: number, decimals: number): number {
  if (decimals >= POWERS.length) return NaN;
  const product = value * POWERS[decimals]!;
  const digits = Math.round(product);
  const certain = Math.abs(product) < LARGEST && Math.abs(product - digits) < 0.5 - NEAR;
  return certain ? digits + 0 : NaN;
}

/** A number as `toFixed` writes it, but for the sign of zero; twice as fast where digits are certain. */
export function fixed(value: number, decimals: number): string {
  const digits = fixedDigits(value, decimals);
  if (Number.isNaN(digits)) {
    const text = value.toFixed(decimals);
    return Number(text) === 0 ? text.replace('-', '') : text;
  }
  if (decimals === 0) return String(digits);
  const text = String(Math.abs(digits)).padStart(decimals + 1, '0');
  const point = text.length - decimals;
  return `${digits < 0 ? '-' : ''}${text.slice(0, point)}.${text.slice(point)}`;
}
