import type { Column } from './table';

/**
 * What one pass learned about the cells of an open column, which are not held. Everything is exact except `distinct`,
 * `bins` and what `head` stands for. No figure depends on how the file was split among workers: counts and bins add,
 * registers take the larger, sums are compensated.
 */
export interface ColumnSketch {
  /** Rows of the file. */
  readonly rows: number;
  /** Rows with an empty cell: bit `row & 31` of word `row >>> 5`. */
  readonly empty: Uint32Array;
  /** Cells that are not empty. */
  readonly cells: number;
  /** Cells that read as "missing" (`NA`, `?` ...); they are counted in `kinds.other` too. */
  readonly nullLike: number;
  /** Cells that are not empty by what their bytes are; `other` is whatever is neither number, code nor ISO date. */
  readonly kinds: Readonly<Record<PlainKind, number>>;
  /** Most decimals written. */
  readonly decimals: number;
  /** Distinct values, estimated by HyperLogLog with 2^14 registers: standard error 0.81 %. */
  readonly distinct: number;
  /** Of the integer and float cells; absent when there are none. */
  readonly numbers?: NumberSketch;
  /** UTF-16 units and words of all cells that are not empty; only for columns that look like text or ids. */
  readonly characters?: Bins;
  readonly words?: Bins;
  /** Earliest and latest ISO date as written. */
  readonly dates?: { readonly min: string; readonly max: string };
  /** The same column of the file's first rows, exact and held: what values look like. */
  readonly head: Column;
  /** Cells per value, exact, of the values that were most frequent in the head; most frequent first. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
  /** The first rows whose cell is of another kind than most cells of the head, ascending, at most `ODD_ROWS`. */
  readonly odd: readonly number[];
}

/** What the bytes of a cell are, as far as a glance tells. */
export type PlainKind = 'integer' | 'float' | 'code' | 'date' | 'other';

export const PLAIN_KINDS = ['integer', 'float', 'code', 'date', 'other'] as const;

/** Statistics of the numbers of an open column. */
export interface NumberSketch {
  /** Finite numbers. */
  readonly n: number;
  readonly min: number;
  readonly max: number;
  /**
   * Of the finite numbers; central moments are sums of powers of the distance from the mean, NaN where the sums lost
   * their digits or overflowed: then the cells must be asked.
   */
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
  readonly zeros: number;
  readonly negatives: number;
  readonly infinities: number;
  readonly integers: number;
  /** What `bins` counts distances from: a number near the middle where that lies far from 0, else 0. */
  readonly shift: number;
  /**
   * Finite numbers x by the size of x - shift: quantiles come from here, each within 2^-8 of its distance from the
   * shift. Coordinates, years and times of the day's sensors keep their resolution that way.
   */
  readonly bins: Bins;
}

/**
 * Counts by size. A key is the upper 20 bits of the double (sign, exponent, 8 bits of mantissa) in an order-preserving
 * form, see `binKey`; whole numbers below 512 have a bin each.
 */
export interface Bins {
  /** Ascending. */
  readonly keys: Uint32Array;
  readonly counts: Float64Array;
}

/** Distinct values up to which the cells of a column are held; beyond it is open. */
export const MOST_HELD = 65_535;
/** Bytes of distinct values up to which the cells of a column are held. */
export const MOST_HELD_BYTES = 8 << 20;
/** Rows named in `ColumnSketch.odd`. */
export const ODD_ROWS = 100;

const VALUE = new Float64Array(1);
const HALVES = new Uint32Array(VALUE.buffer);

/** The key of a finite number's bin; keys grow with the number, and -0 has the key of 0. */
export function binKey(value: number): number {
  VALUE[0] = value + 0;
  const upper = HALVES[1]! >>> 12;
  return upper & 0x80000 ? ~upper & 0xfffff : upper | 0x80000;
}

/** The smallest and the largest number of a bin. */
export function binRange(key: number): readonly [number, number] {
  const negative = (key & 0x80000) === 0;
  const upper = negative ? ~key & 0xfffff : key;
  const at = (bits: number, low: number) => {
    HALVES[1] = bits;
    HALVES[0] = low;
    return VALUE[0]!;
  };
  const bits = ((negative ? upper | 0x80000 : upper & 0x7ffff) << 12) >>> 0;
  const near = at(bits, 0);
  const far = at((bits | 0xfff) >>> 0, 0xffffffff);
  return negative ? [far, near] : [near, far];
}
