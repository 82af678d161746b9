/** 0, 1 .. n-1. */
export function rowNumbers(n: number): Uint32Array {
  const rows = new Uint32Array(n);
  for (let row = 0; row < n; row++) rows[row] = row;
  return rows;
}

/** The distinct row numbers in `rows`, ascending; all below `rowCount`. */
export function distinctRows(rows: Uint32Array, rowCount: number): Uint32Array {
  const marks = new Uint8Array(rowCount);
  for (const row of rows) marks[row] = 1;
  return rowNumbers(rowCount).filter((row) => marks[row] === 1);
}
