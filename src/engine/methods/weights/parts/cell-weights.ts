import type { TableTick } from '../../../table/table';
import { everyRow } from '../../../ticks';

/**
 * Sums of base weights per cell; rows in no cell (-1) and rows without a base weight (NaN) are left out.
 * @throws Cancelled (from tick)
 */
export function cellSums(
  cellOf: ArrayLike<number>,
  base: Float64Array,
  cells: number,
  tick?: TableTick,
): Float64Array {
  const ticked = everyRow(tick);
  const sums = new Float64Array(cells);
  for (let i = 0; i < base.length; i++) {
    ticked(i, base.length);
    const cell = cellOf[i]!;
    if (cell >= 0 && !Number.isNaN(base[i]!)) sums[cell]! += base[i]!;
  }
  return sums;
}

/** Raw weights per row from those of its cell; NaN for rows in no cell. @throws Cancelled (from tick) */
export function rowWeights(
  cellOf: ArrayLike<number>,
  perCell: ArrayLike<number>,
  tick?: TableTick,
): Float64Array {
  const ticked = everyRow(tick);
  const raw = new Float64Array(cellOf.length);
  for (let i = 0; i < raw.length; i++) {
    ticked(i, raw.length);
    raw[i] = cellOf[i]! < 0 ? NaN : perCell[cellOf[i]!]!;
  }
  return raw;
}
