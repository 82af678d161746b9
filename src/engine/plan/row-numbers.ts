import { addBit, bitsOf, noBits, rowsOf } from '../kernels/bit-sets';
import { everyRow } from '../ticks';
import type { TableTick } from '../table/table';

/** 0, 1 .. n-1. */
export function rowNumbers(n: number): Uint32Array {
  const rows = new Uint32Array(n);
  for (let row = 0; row < n; row++) rows[row] = row;
  return rows;
}

/**
 * The rows that pass, in their order. (`filter` of a typed array holds what passes as boxed values first.)
 * @throws Cancelled (from tick)
 */
export function select(
  rows: Uint32Array,
  passes: (row: number, place: number) => boolean,
  tick?: TableTick,
): Uint32Array {
  const selected = new Uint32Array(rows.length);
  const ticked = everyRow(tick);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    ticked(i, rows.length);
    selected[n] = rows[i]!;
    if (passes(rows[i]!, i)) n++;
  }
  return selected.slice(0, n);
}

/** The numbers below `n` that pass, ascending. @throws Cancelled (from tick) */
export function numbersWhere(
  n: number,
  passes: (number: number) => boolean,
  tick?: TableTick,
): Uint32Array {
  const bits = noBits(n);
  const ticked = everyRow(tick);
  for (let i = 0; i < n; i++) {
    ticked(i, n);
    if (passes(i)) addBit(bits, i);
  }
  return rowsOf(bits);
}

/** The distinct row numbers in `rows`, ascending; all below `rowCount`. */
export function distinctRows(rows: Uint32Array, rowCount: number): Uint32Array {
  return rowsOf(bitsOf(rows, rowCount));
}

/**
 * The places of each of `groups` groups in `groupOf`, or what `numbered` has there, in their order: views of one array,
 * for there may be very many groups. Places of no group (negative) are left out.
 * @throws Cancelled (from tick)
 */
export function numbersByGroup(
  groupOf: ArrayLike<number>,
  groups: number,
  tick?: TableTick,
  numbered?: Uint32Array,
): readonly Uint32Array[] {
  const n = groupOf.length;
  const ticked = everyRow(tick);
  const ends = new Uint32Array(groups + 1);
  for (let i = 0; i < n; i++) {
    ticked(i, 2 * n);
    if (groupOf[i]! >= 0) ends[groupOf[i]! + 1]!++;
  }
  for (let group = 0; group < groups; group++) ends[group + 1]! += ends[group]!;
  const starts = ends.slice();
  const numbers = new Uint32Array(ends[groups]!);
  for (let i = 0; i < n; i++) {
    ticked(n + i, 2 * n);
    if (groupOf[i]! >= 0) numbers[starts[groupOf[i]!]!++] = numbered ? numbered[i]! : i;
  }
  return Array.from({ length: groups }, (_, group) =>
    numbers.subarray(ends[group], ends[group + 1]),
  );
}

/** A table over row numbers is worth its memory while it has at most so many entries for every row. */
const SPARSE = 32;

/** The place of each of `rows` (ascending) among them, by number. */
export function placeByRow(rows: Uint32Array): (row: number) => number {
  const size = rows.length ? rows.at(-1)! + 1 : 0;
  if (size > SPARSE * rows.length) {
    const places = new Map<number, number>();
    rows.forEach((row, place) => places.set(row, place));
    return (row) => places.get(row)!;
  }
  const places = new Uint32Array(size);
  for (let place = 0; place < rows.length; place++) places[rows[place]!] = place;
  return (row) => places[row]!;
}

/** The distinct rows of some lists, ascending: in memory that follows the lists, whatever the row numbers. */
export function distinctOf(lists: readonly Uint32Array[]): Uint32Array {
  let most = -1;
  let count = 0;
  for (const rows of lists) {
    count += rows.length;
    for (let i = 0; i < rows.length; i++) if (rows[i]! > most) most = rows[i]!;
  }
  if (most >= SPARSE * count) {
    return Uint32Array.from(new Set(lists.flatMap((rows) => [...rows]))).sort();
  }
  const bits = noBits(most + 1);
  for (const rows of lists) for (let i = 0; i < rows.length; i++) addBit(bits, rows[i]!);
  return rowsOf(bits);
}
