import { tableOf, type Table } from '../../../src/engine/table/table';

/** A table of one label column with so many rows per class: c0, c1 ... */
export function withCounts(counts: readonly number[]): Table {
  const rows = counts.flatMap((n, i) => Array.from({ length: n }, () => ['x', `c${String(i)}`]));
  return tableOf(['x', 'label'], rows);
}
