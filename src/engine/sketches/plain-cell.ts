import { isBlank, isDigit } from '../cells/ascii';
import { readIsoDate } from '../cells/ascii-date';
import { AsciiNumber, PlainNumber } from '../cells/ascii-number';
import { isNullLikeAscii } from '../cells/kind';
import { PLAIN_KINDS, type PlainKind } from '../table/sketch';

const INTEGER = PLAIN_KINDS.indexOf('integer');
const FLOAT = PLAIN_KINDS.indexOf('float');
const CODE = PLAIN_KINDS.indexOf('code');
const DATE = PLAIN_KINDS.indexOf('date');
const OTHER = PLAIN_KINDS.indexOf('other');

/** Letters of `infinity`, lower case. */
const INFINITY = Array.from('infinity', (letter) => letter.charCodeAt(0));

/**
 * What a glance at the bytes of a cell tells, blanks of ASCII around it left out: plain numbers, codes, infinities and
 * ISO dates as `CellReader` has them, `other` for whatever would need a longer look. The fields hold the last cell.
 */
export class PlainCell {
  /** Index in `PLAIN_KINDS`. */
  kind = OTHER;
  /** Of integers and floats, infinities among them; NaN for the rest. */
  value = NaN;
  /** Decimals as written, of integers and floats. */
  decimals = 0;
  /** UTC milliseconds of dates; NaN for the rest. */
  time = NaN;
  /** One of the spellings of "missing"; only of kind `other`. */
  nullLike = false;
  readonly #number = new AsciiNumber();

  /** Reads bytes [start, end), of which there is at least one. */
  read(bytes: Uint8Array, start: number, end: number): void {
    const written = end - start;
    while (start < end && isBlank(bytes[start]!)) start++;
    while (end > start && isBlank(bytes[end - 1]!)) end--;
    this.kind = OTHER;
    this.value = NaN;
    this.decimals = 0;
    this.time = NaN;
    this.nullLike = false;
    if (start === end) return;
    const first = bytes[start]!;
    if (isDigit(first) || first === 43 || first === 45 || first === 46) {
      if (this.#readNumber(bytes, start, end) || this.#readDate(bytes, start, end)) return;
    }
    if (isInfinite(bytes, start, end)) {
      this.kind = FLOAT;
      this.value = first === 45 ? -Infinity : Infinity;
    } else this.nullLike = isNullLikeAscii(bytes, start, end, written);
  }

  #readNumber(bytes: Uint8Array, start: number, end: number): boolean {
    const plain = this.#number.read(bytes, start, end);
    if (plain === PlainNumber.none) return false;
    this.kind = plain === PlainNumber.code ? CODE : plain === PlainNumber.integer ? INTEGER : FLOAT;
    if (plain === PlainNumber.code) return true;
    this.value = this.#number.value;
    this.decimals = this.#number.decimals;
    return true;
  }

  #readDate(bytes: Uint8Array, start: number, end: number): boolean {
    this.time = readIsoDate(bytes, start, end);
    if (Number.isNaN(this.time)) return false;
    this.kind = DATE;
    return true;
  }
}

/** Whether a kind's cells are what is expected of a column. */
export function isExpected(expects: 'number' | 'date' | 'other', kind: number): boolean {
  if (expects === 'number') return kind === INTEGER || kind === FLOAT;
  if (expects === 'date') return kind === DATE;
  return kind === OTHER || kind === CODE;
}

/** The kind by name; for the counts of a sketch. */
export function kindsByName(counts: ArrayLike<number>): Record<PlainKind, number> {
  return {
    integer: counts[INTEGER]!,
    float: counts[FLOAT]!,
    code: counts[CODE]!,
    date: counts[DATE]!,
    other: counts[OTHER]!,
  };
}

/** `inf` or `infinity` in any case, perhaps after a sign. */
function isInfinite(bytes: Uint8Array, start: number, end: number): boolean {
  const at = bytes[start] === 43 || bytes[start] === 45 ? start + 1 : start;
  const length = end - at;
  if (length !== 3 && length !== 8) return false;
  for (let i = 0; i < length; i++) if ((bytes[at + i]! | 32) !== INFINITY[i]) return false;
  return true;
}
