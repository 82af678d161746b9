import { PlainCell } from '../engine/sketches/plain-cell';
import type { OpenKey } from '../engine/table';
import { CellBytes } from './cell-bytes';
import type { Charset } from './charset';
import type { Tick } from './codec';
import { readAgain, type DelimitedLayout } from './second-reading';

/**
 * The rows whose cell in a column is `value`, ascending, in one pass over the file; by value, null-like cells count as
 * empty. @throws EngineError unreadable, source-changed; Cancelled
 */
export function rowsWith(
  layout: DelimitedLayout,
  charset: Charset,
  { column, byValue }: OpenKey,
  value: string,
  tick: Tick,
): Uint32Array {
  const found: number[] = [];
  const cells = new CellBytes();
  const isValue = matcher(charset, value);
  const plain = new PlainCell();
  const nullLikeToo = byValue && value === '';
  readAgain(
    layout,
    (bytes, batch, fromRow, firstRow) => {
      cells.load(bytes, batch);
      for (let at = fromRow; at < batch.rows; at++) {
        cells.read(at, column);
        let wanted = isValue(cells);
        if (!wanted && nullLikeToo && cells.end > cells.start) {
          plain.read(cells.bytes, cells.start, cells.end);
          wanted = plain.nullLike;
        }
        if (wanted) found.push(firstRow + at - fromRow);
      }
    },
    tick,
  );
  return Uint32Array.from(found);
}

/** Malformed bytes and most encodings have several spellings of a text: there only the text can tell. */
function matcher(charset: Charset, value: string): (cell: CellBytes) => boolean {
  if (charset.name !== 'utf-8' || value.includes('\ufffd')) {
    return ({ bytes, start, end }) => charset.decode(bytes.subarray(start, end)) === value;
  }
  const wanted = charset.encode(value);
  return ({ bytes, start, end }) => {
    if (end - start !== wanted.length) return false;
    for (let i = 0; i < wanted.length; i++) if (bytes[start + i] !== wanted[i]) return false;
    return true;
  };
}
