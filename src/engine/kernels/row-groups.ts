import type { Codes } from '../table';

/** One column of the tuple by which rows are grouped. */
export interface KeyColumn {
  readonly codes: Codes;
  /** Code -> canonical code, when different codes count as equal. */
  readonly canonical?: Uint32Array;
}

/** Rows grouped by equal tuples; groups are numbered in order of their first row. */
export interface RowGroups {
  readonly groupCount: number;
  /** Group per grouped row, in the order of the rows given. */
  readonly groupOf: Uint32Array;
  /** First row of each group. */
  readonly first: Uint32Array;
  /** Rows per group. */
  readonly sizes: Uint32Array;
}

export interface GroupingOptions {
  /** Only these rows, ascending; all rows of the table when absent. */
  readonly rows?: Uint32Array;
  /** Bits of the hash that are used. Tests set 0 to make every pair of rows collide; the result must not change. */
  readonly hashBits?: number;
  readonly tick?: (done: number, total: number) => void;
}

const CHUNK = 4096;
const EMPTY = 0xffffffff;

/**
 * Groups rows whose canonical codes are equal in all columns: a 64-bit hash per row (two 32-bit lanes of
 * multiply-xorshift rounds after MurmurHash3's finaliser) in an open-addressing table of typed arrays. Rows of equal
 * hash are compared cell by cell, so no collision can merge different rows.
 */
export function groupRows(
  columns: readonly KeyColumn[],
  rowCount: number,
  options: GroupingOptions = {},
): RowGroups {
  const { rows, tick } = options;
  const n = rows?.length ?? rowCount;
  const bits = options.hashBits ?? 32;
  const keep = bits >= 32 ? 0xffffffff : (1 << bits) - 1;
  let capacity = 16;
  while (capacity < 2 * n) capacity *= 2;
  const slots = new Uint32Array(capacity).fill(EMPTY);
  const tags = new Uint32Array(capacity);
  const groupOf = new Uint32Array(n);
  const firsts = new Uint32Array(n);
  const sizes = new Uint32Array(n);
  const low = new Uint32Array(CHUNK);
  const high = new Uint32Array(CHUNK);
  let groupCount = 0;

  for (let from = 0; from < n; from += CHUNK) {
    tick?.(from, n);
    const length = Math.min(CHUNK, n - from);
    hashChunk(columns, rows, from, length, low, high);
    for (let i = 0; i < length; i++) {
      const row = rows ? rows[from + i]! : from + i;
      const tag = (high[i]! & keep) >>> 0;
      let slot = (low[i]! & keep & (capacity - 1)) >>> 0;
      let group = slots[slot]!;
      while (group !== EMPTY && !(tags[slot] === tag && equal(columns, firsts[group]!, row))) {
        slot = (slot + 1) & (capacity - 1);
        group = slots[slot]!;
      }
      if (group === EMPTY) {
        group = groupCount++;
        slots[slot] = group;
        tags[slot] = tag;
        firsts[group] = row;
      }
      sizes[group]!++;
      groupOf[from + i] = group;
    }
  }
  return {
    groupCount,
    groupOf,
    first: firsts.slice(0, groupCount),
    sizes: sizes.slice(0, groupCount),
  };
}

/** Hashes the tuples of one chunk of rows, column by column, so that each column is read in order. */
function hashChunk(
  columns: readonly KeyColumn[],
  rows: Uint32Array | undefined,
  from: number,
  length: number,
  low: Uint32Array,
  high: Uint32Array,
): void {
  low.fill(0x9e3779b9, 0, length);
  high.fill(0x85ebca6b, 0, length);
  for (const { codes, canonical } of columns) {
    for (let i = 0; i < length; i++) {
      const written = codes[rows ? rows[from + i]! : from + i]!;
      const code = canonical ? canonical[written]! : written;
      let a = Math.imul(low[i]! ^ Math.imul(code + 1, 0xcc9e2d51), 0x85ebca6b);
      a ^= a >>> 13;
      low[i] = Math.imul(a, 0xc2b2ae35) ^ (a >>> 16);
      let b = Math.imul(high[i]! ^ Math.imul(code + 0x7f4a7c15, 0x1b873593), 0x27d4eb2f);
      b ^= b >>> 15;
      high[i] = Math.imul(b, 0x165667b1) ^ (b >>> 14);
    }
  }
}

function equal(columns: readonly KeyColumn[], a: number, b: number): boolean {
  for (const { codes, canonical } of columns) {
    const x = codes[a]!;
    const y = codes[b]!;
    if (x !== y && !(canonical && canonical[x] === canonical[y])) return false;
  }
  return true;
}
