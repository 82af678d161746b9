import type { TakeText } from '../../../engine/table/table';
import type { CellPass } from './cell-pass';
import { UTF8, type Charset } from '../../encodings/charset';
import type { Tick } from '../../codec';

/**
 * Goes through the texts of a column in file order, cells that are empty left out, as UTF-8: what is in another
 * encoding and not ASCII is decoded. @throws EngineError unreadable, source-changed; Cancelled
 */
export function eachText(
  pass: CellPass,
  charset: Charset,
  column: number,
  take: TakeText,
  tick: Tick,
): void {
  const isUtf8 = charset.name === UTF8.name;
  pass.each(
    [column],
    (cells, from, to, firstRow) => {
      for (let at = from; at < to; at++) {
        cells.read(at, column);
        const { bytes, start, end } = cells;
        if (start === end) continue;
        const row = firstRow + at - from;
        if (isUtf8 || isAscii(bytes, start, end)) take(row, bytes, start, end);
        else {
          const text = UTF8.encode(charset.decode(bytes.subarray(start, end)));
          take(row, text, 0, text.length);
        }
      }
    },
    tick,
  );
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! >= 0x80) return false;
  return true;
}
