import { PlainCell } from '../engine/sketches/plain-cell';

const CELL = new PlainCell();

/** Whether two cells with different bytes are equal by value: the same finite number, or both empty or null-like. */
export function sameCell(a: Uint8Array, b: Uint8Array): boolean {
  return valueOf(a) === valueOf(b);
}

/** The number of a cell; null when it is missing, and NaN, which equals nothing, for every other one. */
function valueOf(bytes: Uint8Array): number | null {
  if (bytes.length === 0) return null;
  CELL.read(bytes, 0, bytes.length);
  if (CELL.nullLike) return null;
  return Number.isFinite(CELL.value) ? CELL.value : NaN;
}
