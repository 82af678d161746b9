import { sortNumbers } from '../../engine/statistics/sort-numbers';
import type { OpenKey } from '../../engine/table/table';
import type { ByteSource } from '../bytes';
import { UTF8 } from '../encodings/charset';
import type { Tick } from '../codec';
import { sameCell } from '../rows/same-cell';
import type { RowPairs } from '../delimited/again/unequal-pairs';
import type { Footer } from './footer';
import { PickedCells } from './picked-cells';

const EVERY = 4096;
/** Pairs that are ordered at a time; row and place fit into a double. */
const SHARE = 1 << 20;
/** Pairs whose cells are held at a time. */
const BATCH = 1 << 18;
/** Bytes of cells that are held at a time, unless those of one pair are more. */
const HELD_BYTES = 1 << 28;

/**
 * The pairs of rows that differ in some column, ascending. Stored bytes settle most pairs, texts the others. Cells are
 * read column by column, in the order of the file, for many pairs at a time.
 * @throws EngineError unreadable, source-changed; Cancelled
 */
export function differingCells(
  source: ByteSource,
  footer: Footer,
  { first, second }: RowPairs,
  columns: readonly OpenKey[],
  tick: Tick,
): Uint32Array {
  const differ = new Uint8Array(first.length);
  const order = inRowOrder(first, () => {
    tick(0, first.length);
  });
  /** Compares the pairs order[from .. to). */
  const compare = (from: number, to: number): void => {
    const tickHere = () => {
      tick(from, first.length);
    };
    tickHere();
    const pairs = order.subarray(from, to);
    const rows = rowsOf(pairs, first, second);
    const placesOf = (side: Uint32Array) =>
      pairs.map((pair, i) => {
        if (i % EVERY === 0) tickHere();
        return placeOf(rows, side[pair]!);
      });
    const [firstAt, secondAt] = [placesOf(first), placesOf(second)];
    const cells = new PickedCells(source, footer, rows);
    const most = pairs.length > 1 ? HELD_BYTES : Infinity;
    for (const { column, byValue } of columns) {
      if (!cells.pick(column, most, tickHere)) {
        const middle = (from + to) >>> 1;
        compare(from, middle);
        compare(middle, to);
        return;
      }
      for (let i = 0; i < pairs.length; i++) {
        if (i % EVERY === 0) tickHere();
        const [a, b] = [firstAt[i]!, secondAt[i]!];
        if (cells.areSame(a, b)) continue;
        const [one, other] = [cells.text(a), cells.text(b)];
        if (one === other || (byValue && sameCell(UTF8.encode(one), UTF8.encode(other)))) continue;
        differ[pairs[i]!] = 1;
      }
    }
  };
  for (let from = 0; from < order.length; from += BATCH) {
    compare(from, Math.min(order.length, from + BATCH));
  }
  const found: number[] = [];
  for (let i = 0; i < differ.length; i++) if (differ[i]) found.push(i);
  return Uint32Array.from(found);
}

/** Places in `rows`, by row, a share of them at a time: numbers that hold row and place sort fastest. */
function inRowOrder(rows: Uint32Array, tick: () => void): Uint32Array {
  const order = new Uint32Array(rows.length);
  for (let from = 0; from < rows.length; from += SHARE) {
    const share = rows.subarray(from, from + SHARE);
    const keys = new Float64Array(share.length);
    for (let at = 0; at < keys.length; at++) keys[at] = share[at]! * SHARE + at;
    sortNumbers(keys, tick);
    tick();
    for (let i = 0; i < keys.length; i++) order[from + i] = from + (keys[i]! % SHARE);
  }
  return order;
}

/** All rows of some pairs, ascending, each once. */
function rowsOf(pairs: Uint32Array, first: Uint32Array, second: Uint32Array): Uint32Array {
  const all = new Uint32Array(2 * pairs.length);
  pairs.forEach((pair, i) => {
    all[2 * i] = first[pair]!;
    all[2 * i + 1] = second[pair]!;
  });
  all.sort();
  let count = 0;
  for (let i = 0; i < all.length; i++) {
    if (i === 0 || all[i] !== all[i - 1]) all[count++] = all[i]!;
  }
  return all.subarray(0, count);
}

/** The place of a row among ascending ones. */
function placeOf(rows: Uint32Array, row: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
