import type { ByteSource } from '../../bytes';
import { readHead } from '../../bytes/read-head';
import type { FirstRows } from './smallest-part';

/** Bytes whose line ends say about how many rows there are. */
const LOOK = 1 << 16;
const LF = 10;
/** What is expected is to be so many times what may be held. */
const CERTAIN = 1.25;

/**
 * The columns of a text that are opened before their first cell, since they are expected to have more than `values` values:
 * to hold them until they are too many would cost more than all that follows. It depends on the file alone, not on the
 * parts in which it is read; `head` is asked only of files that are long enough.
 */
export function openedAtOnce(
  source: ByteSource,
  values: number,
  head: () => FirstRows,
): ReadonlySet<number> {
  const bytes = readHead(source, LOOK);
  let lines = 0;
  for (const byte of bytes) if (byte === LF) lines++;
  const rows = (lines / bytes.length) * source.size;
  if (!(rows >= 2 * values)) return new Set();
  const opens = (drawnFrom = 0) => -drawnFrom * Math.expm1(-rows / drawnFrom) >= CERTAIN * values;
  return new Set(head().hints.flatMap(({ drawnFrom }, index) => (opens(drawnFrom) ? [index] : [])));
}
