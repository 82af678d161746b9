import { sortNumbers } from '../../../engine/statistics/sort-numbers';
import type { RowSpans } from '../../../engine/table/table';
import { AscendingReader } from '../../bytes/ascending-reader';
import type { ByteSource } from '../../bytes';
import type { Tick } from '../../codec';

const EVERY = 4096;
/** First rows held at a time. */
const HELD_BYTES = 1 << 26;
const HELD_PAIRS = 1 << 20;

/** Rows compared with each other: pair i is (first[i], second[i]). */
export interface RowPairs {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

/**
 * The pairs of rows that are not equal, as ascending indices. The bytes of two rows settle most pairs; `areEqual` is
 * asked about the others. Rows are read in the order of the file: the first rows of as many pairs as 64 MB hold, then
 * their second rows. @throws EngineError unreadable, source-changed; Cancelled
 */
export function unequalPairs(
  source: ByteSource,
  spans: RowSpans,
  { first, second }: RowPairs,
  areEqual: (first: Uint8Array, second: Uint8Array) => boolean,
  tick: Tick,
): Uint32Array {
  const unequal: number[] = [];
  const count = first.length;
  for (let from = 0; from < count;) {
    const to = endOfBatch(spans, first, from);
    const held = holdFirst(source, spans, first.subarray(from, to), tick);
    const seconds = new AscendingReader(source);
    const order = inRowOrder(second.subarray(from, to), tick);
    for (let i = 0; i < order.length; i++) {
      if (i % EVERY === 0) tick(from + i, count);
      const pair = from + order[i]!;
      const row = second[pair]!;
      const bytes = seconds.read(spans.start(row), spans.length(row));
      const other = held(order[i]!);
      if (!areSame(other, bytes) && !areEqual(other, bytes)) unequal.push(pair);
    }
    from = to;
  }
  return Uint32Array.from(unequal).sort();
}

/** The end of the pairs from `from` on whose first rows are held together: one at least. */
function endOfBatch(spans: RowSpans, first: Uint32Array, from: number): number {
  let bytes = 0;
  let to = from;
  while (to < first.length && to - from < HELD_PAIRS) {
    bytes += spans.length(first[to]!);
    if (bytes > HELD_BYTES && to > from) break;
    to++;
  }
  return to;
}

/** Reads rows in file order, each once, and gives them by their place in `rows`. */
function holdFirst(
  source: ByteSource,
  spans: RowSpans,
  rows: Uint32Array,
  tick: Tick,
): (at: number) => Uint8Array {
  const reader = new AscendingReader(source);
  const order = inRowOrder(rows, tick);
  const starts = new Uint32Array(rows.length);
  let bytes = 0;
  let row = -1;
  for (const at of order) {
    if (rows[at]! !== row) bytes += spans.length((row = rows[at]!));
  }
  const arena = new Uint8Array(bytes);
  row = -1;
  let start = 0;
  let end = 0;
  for (let i = 0; i < order.length; i++) {
    if (i % EVERY === 0) tick(i, order.length);
    const at = order[i]!;
    if (rows[at] !== row) {
      row = rows[at]!;
      start = end;
      const part = reader.read(spans.start(row), spans.length(row));
      arena.set(part, start);
      end = start + part.length;
    }
    starts[at] = start;
  }
  return (at) => arena.subarray(starts[at]!, starts[at]! + spans.length(rows[at]!));
}

/** Places in `rows`, by row; those of equal rows in their order. @throws Cancelled */
function inRowOrder(rows: Uint32Array, tick: Tick): Uint32Array {
  const count = rows.length;
  const keys = new Float64Array(count);
  for (let at = 0; at < count; at++) keys[at] = rows[at]! * HELD_PAIRS + at;
  tick(0, count);
  sortNumbers(keys, tick);
  tick(0, count);
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at++) order[at] = keys[at]! % HELD_PAIRS;
  return order;
}

function areSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
