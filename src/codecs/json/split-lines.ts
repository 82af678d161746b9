import type { ByteSource } from '../bytes';

const LOOK = 1 << 16;
const LF = 10;

/**
 * Starts of lines that split bytes [start, size) into about `parts` equal parts, `start` first, ascending. No line end
 * lies within a row of JSON Lines, so that these are no guesses. A place without a line end before the next is left out.
 */
export function splitLines(source: ByteSource, start: number, parts: number): number[] {
  const starts = [start];
  const targetOf = (part: number) => start + Math.floor(((source.size - start) * part) / parts);
  for (let part = 1; part < parts; part++) {
    const found = lineStart(source, targetOf(part), targetOf(part + 1));
    if (found !== undefined && found > starts.at(-1)! && found < source.size) starts.push(found);
  }
  return starts;
}

/** The position behind the first line feed in bytes [from, to). */
function lineStart(source: ByteSource, from: number, to: number): number | undefined {
  const bytes = new Uint8Array(LOOK);
  for (let at = from; at < to; at += LOOK) {
    const count = source.read(at, bytes.subarray(0, Math.min(LOOK, to - at)));
    const found = bytes.subarray(0, count).indexOf(LF);
    if (found >= 0) return at + found + 1;
  }
  return undefined;
}
