import { hasBit, type BitSet } from '../kernels/bit-sets';
import { documentsOf, NO_DOCUMENT } from '../near-text/documents';
import type { Table, TableTick } from '../table/table';
import { everyRow } from '../ticks';
import type { CountedDocuments } from './repeated-units';

/** The texts of a column with the rows that hold them, of all rows or some. @throws EngineError too-large; Cancelled */
export function countedDocuments(
  table: Table,
  index: number,
  only: BitSet | undefined,
  tick: TableTick,
  documents = documentsOf(table, index),
): CountedDocuments {
  const times = new Uint32Array(documents.count);
  const firstRow = new Uint32Array(documents.count);
  const has = (row: number) => !only || hasBit(only, row);
  const ticked = everyRow(tick);
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    if (!has(row)) continue;
    const document = documents.of(row);
    if (document !== NO_DOCUMENT && times[document]!++ === 0) firstRow[document] = row;
  }
  return { documents, times, firstRow, has };
}
