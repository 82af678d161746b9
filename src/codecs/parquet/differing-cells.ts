import type { OpenKey } from '../../engine/table';
import { UTF8 } from '../charset';
import type { Tick } from '../codec';
import { sameCell } from '../same-cell';
import type { CellTexts } from './cell-texts';

const EVERY = 256;
/** Pairs whose cells are held at a time. */
const BATCH = 1 << 16;

/**
 * The pairs of rows that differ in some column, ascending. Cells are read in the order of the file, column by column,
 * so that each chunk is decoded once for many pairs. @throws EngineError; Cancelled
 */
export function differingCells(
  texts: CellTexts,
  first: Uint32Array,
  second: Uint32Array,
  columns: readonly OpenKey[],
  tick: Tick,
): Uint32Array {
  const differ = new Uint8Array(first.length);
  for (let from = 0; from < first.length; from += BATCH) {
    const to = Math.min(first.length, from + BATCH);
    const rows = Uint32Array.from([
      ...new Set([...first.subarray(from, to), ...second.subarray(from, to)]),
    ]).sort();
    const place = new Map(Array.from(rows, (row, at) => [row, at]));
    for (const { column, byValue } of columns) {
      const cells = Array.from(rows, (row, at) => {
        if (at % EVERY === 0) tick(from, first.length);
        return texts.cell(row, column);
      });
      for (let i = from; i < to; i++) {
        const a = cells[place.get(first[i]!)!]!;
        const b = cells[place.get(second[i]!)!]!;
        if (a === b || (byValue && sameCell(UTF8.encode(a), UTF8.encode(b)))) continue;
        differ[i] = 1;
      }
    }
  }
  const found: number[] = [];
  for (let i = 0; i < differ.length; i++) if (differ[i]) found.push(i);
  return Uint32Array.from(found);
}
