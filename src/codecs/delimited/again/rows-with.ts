import { PlainCell } from '../../../engine/sketches/plain-cell';
import { CellTag, type OpenKey } from '../../../engine/table/table';
import type { BatchCells } from '../cell-bytes';
import type { CellPass } from './cell-pass';
import type { Charset } from '../../encodings/charset';
import type { Tick } from '../../codec';

/**
 * The rows whose cell in a column is `value`, ascending, in one pass over the file; by value, null-like cells count as
 * empty. @throws EngineError unreadable, source-changed; Cancelled
 */
export function rowsWith(
  pass: CellPass,
  charset: Charset,
  { column, byValue }: OpenKey,
  value: string,
  tick: Tick,
): Uint32Array {
  const found: number[] = [];
  const isValue = matcher(charset, value);
  const plain = new PlainCell();
  const nullLikeToo = byValue && value === '';
  pass.each(
    [column],
    (cells, fromRow, to, firstRow) => {
      for (let at = fromRow; at < to; at++) {
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
function matcher(charset: Charset, value: string): (cell: BatchCells) => boolean {
  // An empty string of JSON is not missing.
  if (value === '') return ({ start, end, tag }) => start === end && tag === CellTag.text;
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
