import type { ByteSource } from '../../bytes';
import { scanBatch, scanDelimited, type ScanMarks } from '../scan-delimited';

/** Bytes looked at behind each place where a file may be split. */
const LOOK = 1 << 17;
/** Rows of the expected width that make a place likely. */
const PROOF = 8;
/** Places tried in what is looked at. */
const TRIES = 64;
const LF = 10;

/**
 * Likely starts of rows that split bytes [start, size) into about `parts` equal parts, `start` first, ascending. They are
 * guesses, because a line end may lie in a quoted cell: whoever reads the parts must see that each ends where the next
 * begins. A place where no guess is good is left out.
 */
export function splitStarts(
  source: ByteSource,
  start: number,
  parts: number,
  marks: ScanMarks,
  width: number,
): number[] {
  const starts = [start];
  for (let part = 1; part < parts; part++) {
    const target = start + Math.floor(((source.size - start) * part) / parts);
    const found = rowStartNear(source, target, marks, width);
    if (found !== undefined && found > starts.at(-1)!) starts.push(found);
  }
  return starts;
}

/** The first place behind `target`, after a line feed, from which rows of the expected width follow. */
function rowStartNear(
  source: ByteSource,
  target: number,
  marks: ScanMarks,
  width: number,
): number | undefined {
  const bytes = new Uint8Array(Math.min(LOOK, source.size - target));
  const to = source.read(target, bytes);
  const batch = scanBatch(Math.max(1024, (PROOF + 2) * width));
  let from = 0;
  for (let tries = 0; tries < TRIES; tries++) {
    from = bytes.indexOf(LF, from) + 1;
    if (from === 0 || from >= to) return undefined;
    batch.line = 0;
    scanDelimited(bytes, from, to, false, marks, batch);
    if (batch.rows >= PROOF && batch.textAfterQuote === 0 && isRegular(batch, width)) {
      return target + from;
    }
  }
  return undefined;
}

function isRegular({ rows, rowFields }: { rows: number; rowFields: Uint32Array }, width: number) {
  for (let row = 0; row < rows; row++) {
    if (rowFields[row + 1]! - rowFields[row]! !== width) return false;
  }
  return true;
}
