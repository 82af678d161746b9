import { addBit, bitsOf, noBits, rowsOf } from './kernels/bit-sets';

/** 0, 1 .. n-1. */
export function rowNumbers(n: number): Uint32Array {
  const rows = new Uint32Array(n);
  for (let row = 0; row < n; row++) rows[row] = row;
  return rows;
}

/** The numbers below `n` that pass, ascending. (`filter` of a typed array holds what passes as boxed values first.) */
export function numbersWhere(n: number, passes: (number: number) => boolean): Uint32Array {
  const bits = noBits(n);
  for (let i = 0; i < n; i++) if (passes(i)) addBit(bits, i);
  return rowsOf(bits);
}

/** The distinct row numbers in `rows`, ascending; all below `rowCount`. */
export function distinctRows(rows: Uint32Array, rowCount: number): Uint32Array {
  return rowsOf(bitsOf(rows, rowCount));
}
