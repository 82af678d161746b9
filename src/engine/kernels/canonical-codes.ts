import type { ColumnProfile } from '../table/profile';
import { rowNumbers } from '../plan/row-numbers';
import {
  CellTag,
  isOpen,
  MISSING,
  type Column,
  type Dictionary,
  type Table,
  type TableTick,
} from '../table/table';
import { firstOfEqual } from './equal-numbers';
import type { HeldKey, RowKey } from './row-hasher';

/** `by-value`: in numeric columns 1 equals 1.0 and `NA` equals an empty cell; `as-written`: every cell by its text. */
export type CellEquality = 'by-value' | 'as-written';

const NUMERIC = new Set(['integer', 'float', 'formatted-number']);

/** What was found for a profile and its dictionary: copies, contradictions and counts all ask for the same. */
const KNOWN = new WeakMap<
  ColumnProfile,
  { readonly dictionary: Dictionary; readonly canonical: Uint32Array | undefined }
>();

/**
 * A column as part of what makes rows equal. Only numeric columns have more than one spelling per value; text, codes,
 * dates and flags are always compared as written. Numbers such as `1,234.50` are compared by value where they are held.
 * @throws Cancelled (from tick)
 */
export function rowKey(
  table: Table,
  index: number,
  profile: ColumnProfile,
  equality: CellEquality,
  tick?: TableTick,
): RowKey {
  const byValue = equality === 'by-value' && NUMERIC.has(profile.type);
  const plain = !byValue || profile.type !== 'formatted-number';
  if (plain && isOpen(table, index)) return { column: index, byValue };
  return heldKey(table.columns[index]!, profile, equality, tick);
}

/** The codes of a column by which its cells are equal. `canonical` is shared: do not write to it. */
export function heldKey(
  column: Column,
  profile: ColumnProfile,
  equality: CellEquality,
  tick?: TableTick,
): HeldKey {
  const { codes, dictionary } = column;
  const written = { codes, size: dictionary.size };
  if (equality === 'as-written' || !NUMERIC.has(profile.type)) return written;
  const { numbers } = profile;
  if (!numbers) return written;
  let known = KNOWN.get(profile);
  if (known?.dictionary !== dictionary) {
    known = { dictionary, canonical: canonicalCodes(dictionary, profile, numbers, tick) };
    KNOWN.set(profile, known);
  }
  return known.canonical ? { ...written, canonical: known.canonical } : written;
}

/**
 * The same for a hash over some columns by value: it tells only rows apart that are not equal, and takes no look-up of
 * equal numbers.
 */
export function tellingKey({ codes, dictionary }: Column, profile: ColumnProfile): HeldKey {
  const numbers = NUMERIC.has(profile.type) ? profile.numbers : undefined;
  return { codes, size: dictionary.size, ...(numbers && { numbers }) };
}

/** Undefined when every code stands for itself. */
function canonicalCodes(
  dictionary: Dictionary,
  { missingCodes }: ColumnProfile,
  numbers: Float64Array,
  tick: TableTick | undefined,
): Uint32Array | undefined {
  let canonical = firstOfEqual(numbers, (code) => isPlain(dictionary.tag(code)), tick);
  for (const code of missingCodes) {
    if (code === MISSING) continue;
    canonical ??= rowNumbers(dictionary.size);
    canonical[code] = MISSING;
  }
  return canonical;
}

/** A JSON string "1" is not the number 1. */
const isPlain = (tag: CellTag) => tag === CellTag.text || tag === CellTag.number;
