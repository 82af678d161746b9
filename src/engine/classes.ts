import { countCodes, type Column } from './table';
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

/** The classes of a column; null-like strings count as missing where the profile says so. */
export function classesOf(
  column: Column,
  profile: Pick<ColumnProfile, 'missingCodes'>,
  rows?: Uint32Array,
): Classes {
  const { dictionary } = column;
  const perCode = countCodes(column, rows);
  const missingCodes = new Set(profile.missingCodes);
  const present: number[] = [];
  let missing = 0;
  for (let code = 0; code < dictionary.size; code++) {
    if (missingCodes.has(code)) missing += perCode[code]!;
    else if (perCode[code]! > 0) present.push(code);
  }
  const codes = inClassOrder(present, (code) => dictionary.text(code));
  const indexOf = new Int32Array(dictionary.size).fill(-1);
  codes.forEach((code, index) => {
    indexOf[code] = index;
  });
  return {
    values: codes.map((code) => dictionary.text(code)),
    codes,
    counts: codes.map((code) => perCode[code]!),
    indexOf,
    missing,
  };
}
