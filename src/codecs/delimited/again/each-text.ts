import type { TakeText } from '../../../engine/table/table';
import type { Tick } from '../../codec';
import type { Charset } from '../../encodings/charset';
import { takeAsUtf8 } from '../../encodings/take-as-utf8';
import type { CellPass } from './cell-pass';

/** Texts between two ticks: what is done with each may take long. */
const EVERY = 64;

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
  const taken = takeAsUtf8(charset, take);
  let [reached, all] = [0, 1];
  pass.each(
    [column],
    (cells, from, to, firstRow) => {
      for (let at = from; at < to; at++) {
        if (at % EVERY === 0) tick(reached, all);
        cells.read(at, column);
        const { bytes, start, end } = cells;
        if (start < end) taken(firstRow + at - from, bytes, start, end);
      }
    },
    (done, total) => {
      [reached, all] = [done, total];
      tick(done, total);
    },
  );
}
