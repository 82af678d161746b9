import type { ColumnProfile } from '../profile';
import { CellTag, MISSING, type Column } from '../table';
import { rowNumbers } from '../row-numbers';
import { firstOfEqual } from './equal-numbers';
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
  let canonical = firstOfEqual(profile.numbers, (code) => isPlain(dictionary.tag(code)));
  for (const code of profile.missingCodes) {
    if (code === MISSING) continue;
    canonical ??= rowNumbers(dictionary.size);
    canonical[code] = MISSING;
  }
  return canonical ? { codes, canonical } : { codes };
}

/** A JSON string "1" is not the number 1. */
const isPlain = (tag: CellTag) => tag === CellTag.text || tag === CellTag.number;
