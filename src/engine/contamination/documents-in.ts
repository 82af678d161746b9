import { addBit, eachRow, noBits, type BitSet } from '../kernels/bit-sets';
import { NO_DOCUMENT, type Documents } from '../near-text/documents';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** The documents of some rows. @throws Cancelled (from tick) */
export function documentsIn(
  rows: BitSet,
  documents: Documents,
  rowCount: number,
  tick: TableTick,
): BitSet {
  const found = noBits(documents.count);
  const ticked = everyRow(tick);
  eachRow(rows, (row) => {
    ticked(row, rowCount);
    const document = documents.of(row);
    if (document !== NO_DOCUMENT) addBit(found, document);
  });
  return found;
}
