import type { ColumnProfile } from '../profile';
import { CellTag, MISSING, type Column } from '../table';
import type { KeyColumn } from './row-groups';

/** `by-value`: in numeric columns 1 equals 1.0 and `NA` equals an empty cell; `as-written`: every cell by its text. */
export type CellEquality = 'by-value' | 'as-written';

const NUMERIC = new Set(['integer', 'float', 'formatted-number']);

/**
 * The codes of a column by which cells are equal. Only numeric columns have more than one spelling per value; text,
 * codes, dates and flags are always compared as written.
 */
export function keyColumn(
  column: Column,
  profile: ColumnProfile,
  equality: CellEquality,
): KeyColumn {
  const { codes, dictionary } = column;
  if (equality === 'as-written' || !NUMERIC.has(profile.type) || !profile.numbers) return { codes };
  const canonical = new Uint32Array(dictionary.size);
  const codeOf = new Map<number, number>();
  let merged = false;
  for (let code = 1; code < dictionary.size; code++) {
    const value = profile.numbers[code]!;
    canonical[code] = code;
    if (!Number.isFinite(value) || !isPlain(dictionary.tag(code))) continue;
    const known = codeOf.get(value);
    if (known === undefined) codeOf.set(value, code);
    else {
      canonical[code] = known;
      merged = true;
    }
  }
  for (const code of profile.missingCodes) {
    merged ||= code !== MISSING;
    canonical[code] = MISSING;
  }
  return merged ? { codes, canonical } : { codes };
}

/** A JSON string "1" is not the number 1. */
const isPlain = (tag: CellTag) => tag === CellTag.text || tag === CellTag.number;
