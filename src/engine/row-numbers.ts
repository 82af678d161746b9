import { addBit, bitsOf, noBits, rowsOf } from './kernels/bit-sets';

/** 0, 1 .. n-1. */
export function rowNumbers(n: number): Uint32Array {
  const rows = new Uint32Array(n);
  for (let row = 0; row < n; row++) rows[row] = row;
  return rows;
}

/** The rows that pass, in their order. (`filter` of a typed array holds what passes as boxed values first.) */
export function select(
  rows: Uint32Array,
  passes: (row: number, place: number) => boolean,
): Uint32Array {
  const selected = new Uint32Array(rows.length);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    selected[n] = rows[i]!;
    if (passes(rows[i]!, i)) n++;
  }
  return selected.slice(0, n);
}

/** The numbers below `n` that pass, ascending. */
export function numbersWhere(n: number, passes: (number: number) => boolean): Uint32Array {
  const bits = noBits(n);
  for (let i = 0; i < n; i++) if (passes(i)) addBit(bits, i);
  return rowsOf(bits);
}

/** The distinct row numbers in `rows`, ascending; all below `rowCount`. */
export function distinctRows(rows: Uint32Array, rowCount: number): Uint32Array {
  return rowsOf(bitsOf(rows, rowCount));
}
