import type { SchemaElement } from 'hyparquet';
import { asciiText } from '../../engine/cells/ascii';
import { isDecimal, isUnsigned, momentOf, scaleOf } from './cell-format';
import type { PlainValues } from './page-values';

/**
 * The value at byte `at` as a double; NaN when its text is not that of the double in plain notation: NaN itself, -0,
 * infinities, whole numbers beyond 2^53 - 1, whose digits are a code and no number (see `PlainNumber`), and what is
 * written with an exponent.
 */
export type ReadNumber = (view: DataView, at: number) => number;

/** Smaller doubles are written with an exponent. */
const SMALLEST = 1e-6;
/** Whole numbers from here on are not the only ones that a double stands for. */
const SAFE = 2 ** 53;
const UPPER = 0x100000000;
/** Powers of ten up to this one are exact. */
export const HIGHEST_POWER = 22;

/** Reads the numbers of a column without writing them; undefined when they must be written, or are none. */
export function numberReader(element: SchemaElement): ReadNumber | undefined {
  const { type } = element;
  if (type === 'DOUBLE') return (view, at) => plain(view.getFloat64(at, true));
  if ((type !== 'INT32' && type !== 'INT64') || momentOf(element)) return undefined;
  const read = wholeReader(type, isUnsigned(element));
  if (!isDecimal(element)) return read;
  const scale = scaleOf(element);
  if (scale < 0 || scale > HIGHEST_POWER) return undefined;
  const power = 10 ** scale;
  // Both are exact, and so the quotient is the double nearest to the decimal.
  return (view, at) => plain(read(view, at) / power);
}

function wholeReader(type: 'INT32' | 'INT64', unsigned: boolean): ReadNumber {
  if (type === 'INT32') {
    return unsigned
      ? (view, at) => view.getUint32(at, true)
      : (view, at) => view.getInt32(at, true);
  }
  return (view, at) => {
    const high = unsigned ? view.getUint32(at + 4, true) : view.getInt32(at + 4, true);
    const value = high * UPPER + view.getUint32(at, true);
    return value < SAFE && value > -SAFE ? value : NaN;
  };
}

/** The number of a cell of a column that `numberReader` reads; NaN when it is none of its plain numbers. */
export function plainNumber(bytes: Uint8Array, start: number, end: number): number {
  return end - start > LONGEST ? NaN : plain(Number(asciiText(bytes, start, end)));
}

/** No plain number has so many characters. */
const LONGEST = 32;

function plain(value: number): number {
  const size = Math.abs(value);
  if (size >= SMALLEST && size < SAFE) return value;
  return value === 0 && !Object.is(value, -0) ? value : NaN;
}

/** The values of a page or a dictionary as numbers. */
export function numbersOf(
  { bytes, count, ...values }: PlainValues,
  read: ReadNumber,
): Float64Array {
  const numbers = new Float64Array(count);
  if (values.kind === 'variable') return numbers.fill(NaN);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < count; i++) numbers[i] = read(view, i * values.width);
  return numbers;
}
