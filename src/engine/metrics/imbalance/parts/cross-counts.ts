import type { Classes } from '../../../table/classes';
import type { TableTick } from '../../../table/table';
import type { Codes } from '../../../table/table';

/** A column by its classes. */
export interface Counted {
  readonly codes: Codes;
  readonly classes: Classes;
}

/** Rows per pair of classes of two columns, row-major over the first; rows without one of them are left out. */
export function crossCounts(a: Counted, b: Counted, tick: TableTick): Float64Array {
  const width = b.classes.codes.length;
  const counts = new Float64Array(a.classes.codes.length * width);
  const [ofA, ofB] = [a.classes.indexOf, b.classes.indexOf];
  const rows = a.codes.length;
  for (let row = 0; row < rows; row++) {
    if (row % 8192 === 0) tick(row, rows);
    const first = ofA[a.codes[row]!]!;
    const second = ofB[b.codes[row]!]!;
    if (first >= 0 && second >= 0) counts[first * width + second]!++;
  }
  return counts;
}
