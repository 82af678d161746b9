import type { StorageType } from '../table/profile';
import { CellTag, type Dictionary, type DictionaryBytes } from '../table/table';
import { contentOf, Has, isBlank, isDigit, isLetter } from './ascii';
import { readIsoDate } from './ascii-date';
import { AsciiNumber, PlainNumber } from './ascii-number';
import { isNullLike, readCell, type CellReading } from './kind';

/** Storage types by the small number that stands for them in typed arrays; 0 (`empty`) is a code without a reading. */
export const KINDS = [
  'empty',
  'bool',
  'integer',
  'float',
  'formatted-number',
  'date',
  'url',
  'email',
  'uuid',
  'hex',
  'path',
  'json',
  'vector',
  'list',
  'code',
  'text',
] as const satisfies readonly StorageType[];

/** The number of a storage type. */
export const kindCode = (kind: StorageType): number => KINDS.indexOf(kind);

const INTEGER = kindCode('integer');
const FLOAT = kindCode('float');
const DATE = kindCode('date');
const CODE = kindCode('code');
const TEXT = kindCode('text');

/** Longest text that can be null-like, a date, or an infinity with its sign. */
const LONGEST_NULL = 8;
const LONGEST_DATE = 40;
const LONGEST_INFINITY = 9;
const UUID_LENGTH = 36;
const HEX_LENGTHS: ReadonlySet<number> = new Set([32, 40, 64]);

/**
 * Says what the entries of a dictionary are, as `readCell` does, but from their bytes: numbers, ISO dates and running
 * text make no string. Whatever the bytes leave open is read as text. The fields hold the last entry read.
 */
export class CellReader {
  /** Index in `KINDS`. */
  kind = 0;
  /** The number; NaN for all kinds but integer, float and formatted-number. */
  value = NaN;
  decimals = 0;
  nullLike = false;
  /** A date whose day and month can be told apart. */
  clearDate = false;
  readonly #dictionary: Dictionary;
  readonly #bytes: DictionaryBytes | undefined;
  readonly #number = new AsciiNumber();

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
    this.#bytes = dictionary.bytes;
  }

  /** Reads one entry; not the missing one. */
  read(code: number): void {
    const tag = this.#dictionary.tag(code);
    const bytes = this.#bytes;
    if (bytes === undefined || tag === CellTag.nested || !this.#readBytes(bytes, code)) {
      this.#readText(this.#dictionary.text(code), tag);
    }
  }

  #readText(text: string, tag: CellTag): void {
    const { kind, number, date } = readCell(text, tag);
    this.#set(kindCode(kind), number?.value, number?.decimals);
    this.nullLike = isNullLike(text);
    this.clearDate = date !== undefined && !isAmbiguous(date);
  }

  /** False when only the text can tell. */
  #readBytes({ arena, offsets, utf8 }: DictionaryBytes, code: number): boolean {
    let start = offsets[code]!;
    let end = offsets[code + 1]!;
    const written = end - start;
    while (start < end && isBlank(arena[start]!)) start++;
    while (end > start && isBlank(arena[end - 1]!)) end--;
    if (start === end) return false;
    if (beginsNumber(arena[start]!)) {
      const plain = this.#number.read(arena, start, end);
      if (plain !== PlainNumber.none) return this.#setPlain(plain);
      if (!Number.isNaN(readIsoDate(arena, start, end))) {
        this.clearDate = true;
        return this.#set(DATE);
      }
    }
    return isPlainText(arena, start, end, written, utf8) && this.#set(TEXT);
  }

  #setPlain(plain: PlainNumber): true {
    if (plain === PlainNumber.code) return this.#set(CODE);
    const kind = plain === PlainNumber.integer ? INTEGER : FLOAT;
    return this.#set(kind, this.#number.value, this.#number.decimals);
  }

  #set(kind: number, value = NaN, decimals = 0): true {
    this.kind = kind;
    this.value = value;
    this.decimals = decimals;
    this.nullLike = false;
    this.clearDate = kind === DATE;
    return true;
  }
}

/** A digit, a sign or a point. */
function beginsNumber(byte: number): boolean {
  return isDigit(byte) || byte === 43 || byte === 45 || byte === 46;
}

function isAmbiguous({ order, time, swapped }: NonNullable<CellReading['date']>): boolean {
  return order === 'day-month' && !Number.isNaN(time) && !Number.isNaN(swapped);
}

/**
 * Whether a value, trimmed to [start, end), is sure to be text and not null-like. False leaves it open. `written`
 * is its length with the blanks around it.
 */
function isPlainText(
  bytes: Uint8Array,
  start: number,
  end: number,
  written: number,
  utf8: boolean,
): boolean {
  const length = end - start;
  const content = contentOf(bytes, start, end);
  const first = bytes[start]!;
  // A letter that is not ASCII may be white space, which trimming takes off, and a second byte may look like ASCII.
  const high = (content & Has.high) !== 0;
  if (high && (!utf8 || first >= 0x80 || bytes[end - 1]! >= 0x80)) return false;
  // No sign that numbers have none of: it may be one, dressed up.
  if ((content & Has.word) === 0 || (content & Has.bar) !== 0) return false;
  if (written <= LONGEST_NULL && mayBeNullLike(first, length)) return false;
  if (length <= LONGEST_INFINITY && mayBeInfinite(bytes, start)) return false;
  if (first === 91 || first === 123) return false;
  if ((content & Has.digit) !== 0 && (high || length <= LONGEST_DATE)) {
    if (mayBeDate(bytes, start, end)) return false;
  }
  if ((content & Has.blank) !== 0) return true;
  if ((content & (Has.slash | Has.at)) !== 0) return false;
  return length !== UUID_LENGTH && !HEX_LENGTHS.has(length);
}

/** Null-like spellings have up to four letters and begin with n, -, ?, #, < or a backslash. */
function mayBeNullLike(first: number, length: number): boolean {
  return length <= 4 && !(isLetter(first) && (first | 32) !== 110);
}

/** `inf` in any case, perhaps after a sign. */
function mayBeInfinite(bytes: Uint8Array, start: number): boolean {
  const at = bytes[start] === 43 || bytes[start] === 45 ? start + 1 : start;
  return (bytes[at]! | 32) === 105 && (bytes[at + 1]! | 32) === 110;
}

/** Begins as dates do: one, two or four digits and a sign, or a name of three to nine letters and a day. */
function mayBeDate(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && isDigit(bytes[at]!)) at++;
  const digits = at - start;
  if (digits > 0) {
    if (digits === 3 || digits > 4 || at === end) return false;
    const sign = bytes[at]!;
    return sign === 32 || (sign >= 45 && sign <= 47);
  }
  while (at < end && isLetter(bytes[at]!)) at++;
  const letters = at - start;
  if (letters < 3 || letters > 9) return false;
  if (at < end && bytes[at] === 46) at++;
  return at + 1 < end && bytes[at] === 32 && isDigit(bytes[at + 1]!);
}
