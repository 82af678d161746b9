import { isDigit } from '../../../engine/cells/ascii';
import { PlainCell } from '../../../engine/sketches/plain-cell';
import { CellTag } from '../../../engine/table/table';
import type { BatchCells } from '../cell-bytes';
import type { CellPass } from './cell-pass';
import type { Tick } from '../../codec';

/**
 * The rows whose cell in each of some columns is empty or null-like, as bits (bit `row & 31` of word `row >>> 5`), in
 * one pass over the file. @throws EngineError unreadable, source-changed; Cancelled
 */
export function missingCells(
  pass: CellPass,
  columns: readonly number[],
  tick: Tick,
): Uint32Array[] {
  const missing = columns.map(() => new Uint32Array((pass.rows + 31) >>> 5));
  const plain = new PlainCell();
  pass.each(
    columns,
    (cells, fromRow, to, firstRow) => {
      columns.forEach((column, nth) => {
        const bits = missing[nth]!;
        for (let at = fromRow; at < to; at++) {
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

function isMissing({ bytes, start, end, tag }: BatchCells, plain: PlainCell): boolean {
  if (start === end) return tag === CellTag.text;
  // Most cells are numbers: no spelling of "missing" begins with a digit.
  if (isDigit(bytes[start]!)) return false;
  plain.read(bytes, start, end);
  return plain.nullLike;
}
