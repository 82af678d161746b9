import { isAscii } from '../cells/ascii';
import { inByteOrder } from '../kernels/byte-order';
import { TICK_ROWS } from '../ticks';
import { countCodes, type Codes, type Column, type Dictionary, type TableTick } from './table';
import type { ColumnProfile } from './profile';

/** The values of a categorical column that occur, in class order, with their codes and rows. */
export interface Classes {
  readonly values: readonly string[];
  readonly codes: readonly number[];
  readonly counts: readonly number[];
  /** Class index per dictionary code; -1 for missing codes and codes that do not occur. Length `dictionary.size`. */
  readonly indexOf: Int32Array;
  /** Rows without a class. */
  readonly missing: number;
}

/** Compares texts by Unicode code point (JavaScript compares UTF-16 units, which differ above U+FFFF). */
function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      // Surrogates stand for code points above every other unit.
      const astral = Number(isSurrogate(x)) - Number(isSurrogate(y));
      return astral !== 0 ? astral : x - y;
    }
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Orders labels: by number when all are numbers, else by code point; equal numbers by code point. Returns a new array. */
export function inClassOrder<T>(items: readonly T[], text: (item: T) => string): T[] {
  const keyed = items.map((item) => ({ item, text: text(item), number: 0 }));
  if (keyed.every((k) => NUMBER.test(k.text))) {
    for (const k of keyed) k.number = Number(k.text);
  }
  keyed.sort((a, b) => a.number - b.number || byCodePoint(a.text, b.text));
  return keyed.map((k) => k.item);
}

/** Codes from which they are sorted by their bytes. */
const MANY = 1024;

/** Codes in the order of their texts, as `inClassOrder` has it. @throws Cancelled */
function codesInOrder(
  codes: readonly number[],
  dictionary: Dictionary,
  tick: TableTick | undefined,
): readonly number[] {
  const { bytes, size } = dictionary;
  const text = (code: number) => dictionary.text(code);
  const sortsBytes =
    codes.length >= MANY &&
    bytes?.utf8 === true &&
    !NUMBER.test(text(codes[0]!)) &&
    isAscii(bytes.arena, bytes.offsets[1]!, bytes.offsets[size]!);
  return sortsBytes ? Array.from(inByteOrder(codes, bytes, tick)) : inClassOrder(codes, text);
}

/** Up to so many classes are kept as long as their column is; more of them go when memory is short. */
const MOST_KEPT = 1 << 21;

/** Classes of whole columns, by column: several metrics ask for those of the label. */
const KNOWN = new WeakMap<
  Column,
  { missing: readonly number[]; classes: () => Classes | undefined }
>();

/** The classes of a column; null-like strings count as missing where the profile says so. Do not write to them. @throws Cancelled */
export function classesOf(
  column: Column,
  profile: Pick<ColumnProfile, 'missingCodes'>,
  rows?: Uint32Array,
  tick?: TableTick,
): Classes {
  if (rows) return classesIn(column, profile, rows, tick);
  const missing = profile.missingCodes;
  const known = KNOWN.get(column);
  const same = known?.missing.length === missing.length;
  const kept = same && missing.every((code, i) => code === known.missing[i]);
  const held = kept ? known.classes() : undefined;
  if (held) return held;
  const classes = classesIn(column, profile, undefined, tick);
  const weak = new WeakRef(classes);
  const few = classes.codes.length <= MOST_KEPT;
  KNOWN.set(column, { missing, classes: few ? () => classes : () => weak.deref() });
  return classes;
}

function classesIn(
  column: Column,
  profile: Pick<ColumnProfile, 'missingCodes'>,
  rows: Uint32Array | undefined,
  tick: TableTick | undefined,
): Classes {
  const { dictionary } = column;
  const perCode = countCodes(column, rows, tick);
  const missingCodes = new Set(profile.missingCodes);
  const present: number[] = [];
  let missing = 0;
  for (let code = 0; code < dictionary.size; code++) {
    if (missingCodes.has(code)) missing += perCode[code]!;
    else if (perCode[code]! > 0) present.push(code);
  }
  const codes = codesInOrder(present, dictionary, tick);
  const indexOf = new Int32Array(dictionary.size).fill(-1);
  codes.forEach((code, index) => {
    indexOf[code] = index;
  });
  let values: string[] | undefined;
  return {
    // Most ask for counts alone, and a million texts take their time.
    get values() {
      return (values ??= codes.map((code) => dictionary.text(code)));
    },
    codes,
    counts: codes.map((code) => perCode[code]!),
    indexOf,
    missing,
  };
}

/** How many of `rows`, repeats counted, are of each class. @throws Cancelled (from tick) */
export function countInClasses(
  { values, indexOf }: Pick<Classes, 'values' | 'indexOf'>,
  codes: Codes,
  rows: Uint32Array,
  tick: TableTick,
): number[] {
  const byCode = new Uint32Array(indexOf.length);
  for (let from = 0; from < rows.length; from += TICK_ROWS) {
    tick(from, rows.length);
    countRows(codes, rows, from, Math.min(rows.length, from + TICK_ROWS), byCode);
  }
  const counts = values.map(() => 0);
  for (let code = 0; code < byCode.length; code++) {
    const index = indexOf[code]!;
    if (index >= 0) counts[index]! += byCode[code]!;
  }
  return counts;
}

function countRows(
  codes: Codes,
  rows: Uint32Array,
  from: number,
  to: number,
  counts: Uint32Array,
): void {
  for (let i = from; i < to; i++) counts[codes[rows[i]!]!]!++;
}
