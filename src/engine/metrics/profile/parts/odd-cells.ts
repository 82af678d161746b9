import { isNullLike, readCell } from '../../../cells/kind';
import { loadedIfRoom, sketchOf } from '../../../table/open-columns';
import type { ColumnProfile } from '../../../table/profile';
import { matchingKinds } from '../../../profiling/storage-type';
import { CellTag, countCodes, type Table, type TableTick } from '../../../table/table';
import type { ValueCount } from '../column-summary';

/** Cells that do not match the type of their column. */
export interface OddCells {
  /** At most ten, most frequent first. */
  readonly values: readonly ValueCount[];
  /** Rows that hold one of the values, ascending. */
  readonly rows: readonly number[];
  /** Only the first of such rows were looked at: there are more rows, and maybe more values. */
  readonly partial: boolean;
}

const NONE: OddCells = { values: [], rows: [], partial: false };
/** Values listed. */
const LISTED = 10;

/**
 * Reads the codes that `oddCells` will ask for, of all columns in one pass where there is room. @throws Cancelled
 */
export function loadOddCells(
  table: Table,
  profiles: readonly ColumnProfile[],
  tick: TableTick,
): void {
  const odd = table.columns.filter(({ counted, index }) => {
    const profile = profiles[index]!;
    return counted && profile.agreement < 1 && profile.disagreeing.length > 0;
  });
  loadedIfRoom(table, odd, tick);
}

/** The cells of a column that disagree with its type; of an open column, among the odd rows that its sketch names. */
export function oddCells(table: Table, profile: ColumnProfile): OddCells {
  if (profile.agreement === 1) return NONE;
  const column = table.columns[profile.index]!;
  const sketch = sketchOf(column, profile);
  if (sketch) return oddAmong(table, profile, sketch.odd);
  const { disagreeing } = profile;
  if (disagreeing.length === 0) return NONE;
  const counts = countCodes(column);
  table.backing?.begin?.();
  const { codes, dictionary } = column;
  const odd = new Set(disagreeing);
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) if (odd.has(codes[row]!)) rows.push(row);
  return {
    values: disagreeing.map((code) => ({ value: dictionary.text(code), count: counts[code]! })),
    rows,
    partial: false,
  };
}

function oddAmong(table: Table, profile: ColumnProfile, among: readonly number[]): OddCells {
  const { backing, rowCount } = table;
  if (!backing) return NONE;
  const matching = matchingKinds(profile.type);
  const rows: number[] = [];
  const counts = new Map<string, number>();
  for (const row of among) {
    const text = backing.rowTexts(row)[profile.index]!;
    if (isNullLike(text) || matching.includes(readCell(text, CellTag.text).kind)) continue;
    rows.push(row);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const all = Math.round((1 - profile.agreement) * (rowCount - profile.missing));
  const values = [...counts].map(([value, count]) => ({ value, count }));
  values.sort((a, b) => b.count - a.count);
  return { values: values.slice(0, LISTED), rows, partial: rows.length < all };
}
