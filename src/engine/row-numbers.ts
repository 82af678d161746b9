import { addBit, bitsOf, noBits, rowsOf } from './kernels/bit-sets';
import { everyRow } from './ticks';
import type { TableTick } from './table';

/** 0, 1 .. n-1. */
export function rowNumbers(n: number): Uint32Array {
  const rows = new Uint32Array(n);
  for (let row = 0; row < n; row++) rows[row] = row;
  return rows;
}

/**
 * The rows that pass, in their order. (`filter` of a typed array holds what passes as boxed values first.)
 * @throws Cancelled (from tick)
 */
export function select(
  rows: Uint32Array,
  passes: (row: number, place: number) => boolean,
  tick?: TableTick,
): Uint32Array {
  const selected = new Uint32Array(rows.length);
  const ticked = everyRow(tick);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    ticked(i, rows.length);
    selected[n] = rows[i]!;
    if (passes(rows[i]!, i)) n++;
  }
  return selected.slice(0, n);
}

/** The numbers below `n` that pass, ascending. @throws Cancelled (from tick) */
export function numbersWhere(
  n: number,
  passes: (number: number) => boolean,
  tick?: TableTick,
): Uint32Array {
  const bits = noBits(n);
  const ticked = everyRow(tick);
  for (let i = 0; i < n; i++) {
    ticked(i, n);
    if (passes(i)) addBit(bits, i);
  }
  return rowsOf(bits);
}

/** The distinct row numbers in `rows`, ascending; all below `rowCount`. */
export function distinctRows(rows: Uint32Array, rowCount: number): Uint32Array {
  return rowsOf(bitsOf(rows, rowCount));
}
