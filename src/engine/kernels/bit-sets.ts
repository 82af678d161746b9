import type { Codes, TableTick } from '../table/table';
import { TICK_ROWS } from '../ticks';

/** One bit per row, 32 to a word. */
export type BitSet = Uint32Array;

/** The empty set of rows below `rowCount`. */
export function noBits(rowCount: number): BitSet {
  return new Uint32Array((rowCount + 31) >>> 5);
}

/** The rows whose code is one of `codes`. @throws Cancelled (from tick) */
export function bitsWhere(column: Codes, codes: ReadonlySet<number>, tick?: TableTick): BitSet {
  const bits = noBits(column.length);
  let largest = 0;
  for (const code of codes) largest = Math.max(largest, code);
  const wide = column.BYTES_PER_ELEMENT > 2;
  const wanted = new Uint8Array(wide ? largest + 1 : 1 << (8 * column.BYTES_PER_ELEMENT));
  for (const code of codes) wanted[code] = 1;
  for (let from = 0; from < column.length; from += TICK_ROWS) {
    tick?.(from, column.length);
    const to = Math.min(column.length, from + TICK_ROWS);
    if (column instanceof Uint8Array) markBytes(column, wanted, from, to, bits);
    else markWords(column, wanted, from, to, bits);
  }
  return bits;
}

// One loop for codes of a byte and one for others: a loop that meets both asks at every row which it has.

/** `from` is the first row of a word. */
function markBytes(
  column: Uint8Array,
  wanted: Uint8Array,
  from: number,
  to: number,
  bits: BitSet,
): void {
  for (let row = from; row < to; row++) bits[row >>> 5]! |= wanted[column[row]!]! << (row & 31);
}

function markWords(
  column: Exclude<Codes, Uint8Array>,
  wanted: Uint8Array,
  from: number,
  to: number,
  bits: BitSet,
): void {
  for (let row = from; row < to; row++) bits[row >>> 5]! |= wanted[column[row]!]! << (row & 31);
}

/** Whether a row's bit is set. */
export function hasBit(bits: BitSet, row: number): boolean {
  return (bits[row >>> 5]! & (1 << (row & 31))) !== 0;
}

/** A set of rows below `rowCount`. */
export function bitsOf(rows: Uint32Array, rowCount: number): BitSet {
  const bits = noBits(rowCount);
  for (let i = 0; i < rows.length; i++) addBit(bits, rows[i]!);
  return bits;
}

/** Adds a row. */
export function addBit(bits: BitSet, row: number): void {
  bits[row >>> 5]! |= 1 << (row & 31);
}

/** The rows below `rowCount` that are not in a set. */
export function otherBits(bits: BitSet, rowCount: number): BitSet {
  const others = noBits(rowCount);
  for (let i = 0; i < others.length; i++) others[i] = ~bits[i]!;
  if (rowCount & 31) others[others.length - 1]! &= (1 << (rowCount & 31)) - 1;
  return others;
}

/** Visits the rows of a set, ascending. */
export function eachRow(bits: BitSet, visit: (row: number) => void): void {
  for (let i = 0; i < bits.length; i++) {
    for (let word = bits[i]!; word !== 0; word &= word - 1) {
      visit(32 * i + 31 - Math.clz32(word & -word));
    }
  }
}

/** The rows of a set, ascending. */
export function rowsOf(bits: BitSet): Uint32Array {
  const rows = new Uint32Array(countBoth(bits, bits));
  let n = 0;
  for (let i = 0; i < bits.length; i++) {
    for (let word = bits[i]!; word !== 0; word &= word - 1) {
      rows[n++] = 32 * i + 31 - Math.clz32(word & -word);
    }
  }
  return rows;
}

/** The place of each row of a set among its rows: a bit set with running sums (Jacobson 1989), constant time each. */
export class Ranks {
  readonly #bits: BitSet;
  /** Rows before each word, and all rows. */
  readonly #before: Uint32Array;

  constructor(bits: BitSet) {
    this.#bits = bits;
    this.#before = new Uint32Array(bits.length + 1);
    for (let i = 0; i < bits.length; i++) {
      this.#before[i + 1] = this.#before[i]! + bitCount(bits[i]!);
    }
  }

  /** Number of rows in the set. */
  get size(): number {
    return this.#before[this.#bits.length]!;
  }

  /** How many rows of the set come before a row. */
  of(row: number): number {
    const word = row >>> 5;
    return this.#before[word]! + bitCount(this.#bits[word]! & ((1 << (row & 31)) - 1));
  }
}

/** Rows [from, to) that are in a set. */
export function countWithin(bits: BitSet, from: number, to: number): number {
  if (to <= from) return 0;
  const [first, last] = [from >>> 5, (to - 1) >>> 5];
  const above = -1 << (from & 31);
  const below = -1 >>> (31 - ((to - 1) & 31));
  if (first === last) return bitCount(bits[first]! & above & below);
  let n = bitCount(bits[first]! & above) + bitCount(bits[last]! & below);
  for (let i = first + 1; i < last; i++) n += bitCount(bits[i]!);
  return n;
}

/** Adds to `counts`, one per code, the rows of a set. @throws Cancelled (from tick) */
export function countCodesOf(
  bits: BitSet,
  column: Codes,
  counts: Float64Array,
  tick?: TableTick,
): void {
  for (let i = 0; i < bits.length; i++) {
    if ((i & (TICK_ROWS - 1)) === 0) tick?.(32 * i, column.length);
    for (let word = bits[i]!; word !== 0; word &= word - 1) {
      counts[column[32 * i + 31 - Math.clz32(word & -word)]!]!++;
    }
  }
}

/** Number of rows that are in both sets. */
export function countBoth(a: BitSet, b: BitSet): number {
  let n = 0;
  for (let i = 0; i < a.length; i++) n += bitCount(a[i]! & b[i]!);
  return n;
}

/** Adds the rows of one set to another. */
export function addBits(to: BitSet, from: BitSet): void {
  for (let i = 0; i < to.length; i++) to[i]! |= from[i]!;
}

/** Keeps of a set only what is in another too. */
export function keepBits(of: BitSet, also: BitSet): void {
  for (let i = 0; i < of.length; i++) of[i]! &= also[i]!;
}

/** Number of set bits in a word (parallel sums of neighbouring fields). */
function bitCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
