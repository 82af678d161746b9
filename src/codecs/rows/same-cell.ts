import { PlainCell } from '../../engine/sketches/plain-cell';
import { CellTag } from '../../engine/table/table';

const CELL = new PlainCell();

/** Whether two cells with different bytes are equal by value: the same finite number, or both empty or null-like. */
export function sameCell(
  a: Uint8Array,
  b: Uint8Array,
  tagA: CellTag = CellTag.text,
  tagB: CellTag = CellTag.text,
): boolean {
  return valueOf(a, tagA) === valueOf(b, tagB);
}

/**
 * The number of a cell; null when it is missing, and NaN, which equals nothing, for every other one. A string of JSON is
 * no number.
 */
function valueOf(bytes: Uint8Array, tag: CellTag): number | null {
  if (bytes.length === 0) return tag === CellTag.text ? null : NaN;
  CELL.read(bytes, 0, bytes.length);
  if (CELL.nullLike) return null;
  return tag !== CellTag.string && Number.isFinite(CELL.value) ? CELL.value : NaN;
}
