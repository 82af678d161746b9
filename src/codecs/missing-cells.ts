import { isDigit } from '../engine/cells/ascii';
import { PlainCell } from '../engine/sketches/plain-cell';
import { CellBytes } from './cell-bytes';
import type { Tick } from './codec';
import { readAgain, type DelimitedLayout } from './second-reading';

/**
 * The rows whose cell in each of some columns is empty or null-like, as bits (bit `row & 31` of word `row >>> 5`), in
 * one pass over the file. @throws EngineError unreadable, source-changed; Cancelled
 */
export function missingCells(
  layout: DelimitedLayout,
  columns: readonly number[],
  tick: Tick,
): Uint32Array[] {
  const missing = columns.map(() => new Uint32Array((layout.rows + 31) >>> 5));
  const cells = new CellBytes();
  const plain = new PlainCell();
  readAgain(
    layout,
    (bytes, batch, fromRow, firstRow) => {
      cells.load(bytes, batch);
      columns.forEach((column, nth) => {
        const bits = missing[nth]!;
        for (let at = fromRow; at < batch.rows; at++) {
          cells.read(at, column);
          if (!isMissing(cells, plain)) continue;
          const row = firstRow + at - fromRow;
          bits[row >>> 5]! |= 1 << (row & 31);
        }
      });
    },
    tick,
  );
  return missing;
}

function isMissing({ bytes, start, end }: CellBytes, plain: PlainCell): boolean {
  if (start === end) return true;
  // Most cells are numbers: no spelling of "missing" begins with a digit.
  if (isDigit(bytes[start]!)) return false;
  plain.read(bytes, start, end);
  return plain.nullLike;
}
