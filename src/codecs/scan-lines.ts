import type { ScanBatch } from './scan-delimited';
import { isBlank } from './scan-json';

const LF = 10;
const CR = 13;

/**
 * Finds the complete lines of bytes [from, to) as rows of one field and returns the position after the last of them.
 * Lines end at LF or CRLF; with `ended` the last may end at `to`. Lines of white space are blank and no rows.
 */
export function scanLines(
  bytes: Uint8Array,
  from: number,
  to: number,
  ended: boolean,
  batch: ScanBatch,
): number {
  const capacity = batch.rowStarts.length;
  let at = from;
  batch.rows = 0;
  batch.blankLines = 0;
  batch.full = false;
  while (at < to) {
    if (batch.rows === capacity) {
      batch.full = true;
      break;
    }
    const found = bytes.indexOf(LF, at);
    const terminated = found >= 0 && found < to;
    if (!terminated && !ended) break;
    const stop = terminated ? found : to;
    const end = terminated && stop > at && bytes[stop - 1] === CR ? stop - 1 : stop;
    if (isBlank(bytes, at, end)) batch.blankLines++;
    else {
      const row = batch.rows++;
      batch.rowStarts[row] = batch.fieldStarts[row] = at;
      batch.rowEnds[row] = batch.fieldEnds[row] = end;
      batch.rowLines[row] = batch.line;
      batch.rowFields[row] = row;
    }
    batch.line++;
    at = terminated ? stop + 1 : to;
  }
  batch.rowFields[batch.rows] = batch.rows;
  return at;
}
