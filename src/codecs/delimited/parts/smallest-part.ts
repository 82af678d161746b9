import { MOST_HELD } from '../../../engine/table/sketch';
import type { ColumnHint } from '../../../engine/sketches/state';
import type { Table } from '../../../engine/table/table';
import type { Limits } from '../../codec';
import { BLOCK_ROWS } from '../../rows/span-part';
import type { PlacedPart } from '../../rows/row-spans';

/**
 * Rows of a part: twice the values that a column may hold. Columns of many values then open in every part. In shorter
 * ones each part would hold them, and all of them would be sketched again from what parts hold when these are joined.
 */
const ROWS = 2 * MOST_HELD;
/** Bytes of a cell from which a column opens for its bytes, however few its rows are. */
const LONG_CELL = 64;

/** The first rows of a text, what they lead to expect of its columns, and how long they are on average. */
export interface FirstRows {
  readonly table: Table;
  readonly hints: readonly ColumnHint[];
  readonly bytesPerRow: number;
}

/**
 * In how many parts a text of so many bytes is read at the same time. A part has `fewest` bytes at least, and enough
 * rows for its columns to open. A row has `fields` bytes at least, so that many fields say enough; else `head` is asked,
 * where there may be several parts.
 */
export function partCount(
  bytes: number,
  fewest: number,
  limits: Limits | undefined,
  fields: number,
  head: () => FirstRows,
): number {
  const { workers = 1, smallestPart } = limits ?? {};
  const among = (smallest: number) => Math.min(workers, Math.floor(bytes / smallest));
  if (among(smallestPart ?? Math.max(fewest, ROWS * fields)) < 2) return 1;
  const { hints, bytesPerRow } = head();
  const opens = ROWS * Math.min(bytesPerRow, LONG_CELL * hints.length);
  return Math.max(1, among(smallestPart ?? Math.max(fewest, opens)));
}

/** Bytes from one row to the next, on average over the first rows; 0 when there are too few to tell. */
export function bytesPerRow([first]: readonly PlacedPart[]): number {
  const starts = first?.part.starts ?? [];
  const blocks = starts.length - 1;
  return blocks < 1 ? 0 : (starts[blocks]! - starts[0]!) / (blocks * BLOCK_ROWS);
}
