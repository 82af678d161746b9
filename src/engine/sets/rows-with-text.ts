import { addBit, hasBit, type BitSet, noBits } from '../kernels/bit-sets';
import { isOpen, type Table, type TableTick } from '../table/table';
import { everyRow } from '../ticks';

/**
 * Of some rows those with a cell that holds a text, in any case. A column is looked through once: by its values where
 * they are held, else cell by cell in the file. @throws Cancelled
 */
export function rowsWithText(
  table: Table,
  rows: Uint32Array,
  among: BitSet,
  text: string,
  tick: TableTick,
): BitSet {
  const wanted = text.toLowerCase();
  const found = noBits(table.rowCount);
  const ticked = everyRow(tick);
  const decoder = new TextDecoder();
  for (const column of table.columns) {
    const { index } = column;
    if (column.made) continue;
    if (isOpen(table, index) && table.backing?.eachText) {
      table.backing.eachText(
        index,
        (row, bytes, start, end) => {
          if (!hasBit(among, row) || hasBit(found, row)) return;
          const cell = decoder.decode(bytes.subarray(start, end));
          if (cell.toLowerCase().includes(wanted)) addBit(found, row);
        },
        tick,
      );
      continue;
    }
    const { dictionary } = column;
    const has = new Uint8Array(dictionary.size);
    let any = false;
    for (let code = 1; code < dictionary.size; code++) {
      ticked(code, dictionary.size);
      if (!dictionary.text(code).toLowerCase().includes(wanted)) continue;
      has[code] = 1;
      any = true;
    }
    if (!any) continue;
    const { codes } = column;
    rows.forEach((row, i) => {
      ticked(i, rows.length);
      if (has[codes[row]!]) addBit(found, row);
    });
  }
  return found;
}
