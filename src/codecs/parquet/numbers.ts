/** A decimal of any precision: its digits with `scale` of them after the point. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const negative = unscaled < 0n;
  const digits = String(negative ? -unscaled : unscaled).padStart(scale + 1, '0');
  const at = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`;
}

/** The digits of a decimal text at a scale; undefined: it is none, or has more decimals than the scale. */
export function decimalOf(text: string, scale: number): bigint | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text);
  if (!match || (match[2] === '' && (match[3] ?? '') === '')) return undefined;
  const fraction = match[3] ?? '';
  const most = Math.max(0, scale);
  if (/[1-9]/.test(fraction.slice(most))) return undefined;
  const digits = BigInt(match[2]! + fraction.slice(0, most).padEnd(most, '0'));
  return match[1] === '-' ? -digits : digits;
}

/** A two's complement number from its bytes, the highest first; no bytes are 0. */
export function bigEndian(bytes: Uint8Array, start: number, end: number): bigint {
  let value = 0n;
  for (let at = start; at < end; at++) value = (value << 8n) | BigInt(bytes[at]!);
  return end > start ? BigInt.asIntN(8 * (end - start), value) : 0n;
}

/** The bytes of a number, the highest first, in `length` bytes, or in as few as hold it; undefined: they do not. */
export function bigEndianBytes(value: bigint, length?: number): Uint8Array | undefined {
  let size = length ?? 1;
  while (length === undefined && BigInt.asIntN(8 * size, value) !== value) size++;
  if (BigInt.asIntN(8 * size, value) !== value) return undefined;
  const bytes = new Uint8Array(size);
  for (let at = size - 1, rest = value; at >= 0; at--, rest >>= 8n)
    bytes[at] = Number(rest & 0xffn);
  return bytes;
}

/** The shortest text that is read as the same single-precision number; of -0 its sign, too. */
export function floatText(value: number): string {
  if (value === 0) return numberText(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return numberText(short);
  }
  return numberText(Number(value.toPrecision(9)));
}

/** As JavaScript writes it, but with the sign of -0. */
export function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The number of a half-precision pattern (IEEE 754 binary16). */
export function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The pattern of the half-precision number nearest to a number, ties to even. */
export function halfBits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65_520) return sign | 0x7c00;
  // Below the smallest normal number all steps are 2^-24.
  const exponent = size < 2 ** -14 ? -14 : Math.floor(Math.log2(size));
  const steps = roundEven(size / 2 ** (exponent - 10));
  return sign | ((exponent + 14) * 1024 + steps);
}

/** The shortest text that is read as the same half-precision number. */
export function halfText(bits: number): string {
  const value = halfOf(bits);
  for (let digits = 1; digits < 5; digits++) {
    const short = Number(value.toPrecision(digits));
    if (halfBits(short) === bits) return numberText(short);
  }
  return numberText(value);
}

function roundEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
