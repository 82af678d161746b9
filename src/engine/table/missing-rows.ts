import { addBit, bitsWhere, type BitSet } from '../kernels/bit-sets';
import { sketchOf } from './open-columns';
import type { ColumnProfile } from './profile';
import { MISSING, type Table, type TableTick } from './table';

/**
 * The rows where a column is missing. Do not write to them. An open column is not loaded: its sketch knows the empty
 * cells; where null-like cells are missing too, the file is searched for them. @throws Cancelled
 */
export function missingRows(
  table: Table,
  index: number,
  profile: ColumnProfile,
  tick: TableTick,
): BitSet {
  const column = table.columns[index]!;
  const sketch = sketchOf(column, profile);
  if (sketch && profile.missing === sketch.rows - sketch.cells) return sketch.empty;
  const { counted } = column;
  if (counted && profile.missing === counted.counts[MISSING]) return counted.empty;
  const { backing } = table;
  if (counted && backing?.missing) return backing.missing(index, tick);
  if (!sketch || !backing) return bitsWhere(column.codes, new Set(profile.missingCodes), tick);
  if (backing.missing) return backing.missing(index, tick);
  const found = backing.rowsWith?.({ column: index, byValue: true }, '', tick);
  if (!found) return bitsWhere(column.codes, new Set(profile.missingCodes), tick);
  const bits = new Uint32Array((table.rowCount + 31) >>> 5);
  for (const row of found) addBit(bits, row);
  return bits;
}
