import type { ColumnProfile } from '../profile';
import { CellTag, MISSING, type Column, type Dictionary } from '../table';
import { rowNumbers } from '../row-numbers';
import { firstOfEqual } from './equal-numbers';
import type { KeyColumn } from './row-groups';

/** `by-value`: in numeric columns 1 equals 1.0 and `NA` equals an empty cell; `as-written`: every cell by its text. */
export type CellEquality = 'by-value' | 'as-written';

const NUMERIC = new Set(['integer', 'float', 'formatted-number']);

/** What was found for a profile and its dictionary: copies, contradictions and counts all ask for the same. */
const KNOWN = new WeakMap<
  ColumnProfile,
  { readonly dictionary: Dictionary; readonly canonical: Uint32Array | undefined }
>();

/**
 * The codes of a column by which cells are equal. Only numeric columns have more than one spelling per value; text,
 * codes, dates and flags are always compared as written. `canonical` is shared: do not write to it.
 */
export function keyColumn(
  column: Column,
  profile: ColumnProfile,
  equality: CellEquality,
): KeyColumn {
  const { codes, dictionary } = column;
  const { numbers } = profile;
  if (equality === 'as-written' || !NUMERIC.has(profile.type) || !numbers) return { codes };
  let known = KNOWN.get(profile);
  if (known?.dictionary !== dictionary) {
    known = { dictionary, canonical: canonicalCodes(dictionary, profile, numbers) };
    KNOWN.set(profile, known);
  }
  return known.canonical ? { codes, canonical: known.canonical } : { codes };
}

/** Undefined when every code stands for itself. */
function canonicalCodes(
  dictionary: Dictionary,
  { missingCodes }: ColumnProfile,
  numbers: Float64Array,
): Uint32Array | undefined {
  let canonical = firstOfEqual(numbers, (code) => isPlain(dictionary.tag(code)));
  for (const code of missingCodes) {
    if (code === MISSING) continue;
    canonical ??= rowNumbers(dictionary.size);
    canonical[code] = MISSING;
  }
  return canonical;
}

/** A JSON string "1" is not the number 1. */
const isPlain = (tag: CellTag) => tag === CellTag.text || tag === CellTag.number;
