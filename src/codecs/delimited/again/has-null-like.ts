import { PlainCell } from '../../../engine/sketches/plain-cell';
import type { Column } from '../../../engine/table/table';

/** Whether a column whose cells are not held has some that read as "missing", such as `NA`. */
export function hasNullLike(column: Column): boolean {
  // The dictionary of an open column must not be touched: it is read for that.
  if (column.sketch) return column.sketch.nullLike > 0;
  const { bytes, size } = column.dictionary;
  if (!bytes) return false;
  const { arena, offsets } = bytes;
  const cell = new PlainCell();
  for (let code = 1; code < size; code++) {
    cell.read(arena, offsets[code]!, offsets[code + 1]!);
    if (cell.nullLike) return true;
  }
  return false;
}
