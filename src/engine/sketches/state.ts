import type { Bins } from '../table/sketch';
import type { CellTag } from '../table/table';

/**
 * What to expect of a column, from the file's first rows. It steers what is measured in passing, never what is right:
 * where the rest of the file is different, a metric asks for the cells themselves.
 */
export interface ColumnHint {
  /** What most cells of the head are. `other` is text, an id, a list ... */
  readonly expects: 'number' | 'date' | 'other';
  /** Subtracted before powers are summed and sizes are counted: see `shiftOf`. 0 when no numbers are expected. */
  readonly shift: number;
  /** Measure characters and words. */
  readonly measuresText: boolean;
  /** Part of the row keys made in passing. Ids are not. */
  readonly inKeys: boolean;
  /** The column's place in row keys, where that is not its index in the table. */
  readonly keyNumber?: number;
  /** The name of the column, where columns have no index before all of a file is read. */
  readonly name?: string;
  /** Rows are told apart by it (2: as was said; 1: as it looks like a label or a group): its codes are let go last. */
  readonly tellsApart?: 0 | 1 | 2;
  /** In row keys numbers count by value and null-like cells as empty. */
  readonly byValue: boolean;
  /** From about how many values its fractions are drawn, by how many of them are alike; absent: unknown. */
  readonly drawnFrom?: number;
  /** Values that are counted exactly, as bytes of the table: the most frequent ones of the head, at most 16. */
  readonly candidates: readonly Uint8Array[];
  /** What they were written as, where that matters. */
  readonly candidateTags?: readonly CellTag[];
}

/**
 * The sketch of some rows of a column while it is made: flat arrays that add up, so that workers can send theirs and
 * another part's can be merged in. Row numbers count from the part's first row.
 */
export interface SketchState {
  cells: number;
  nullLike: number;
  /** By `PLAIN_KINDS`. */
  readonly kinds: Float64Array;
  decimals: number;
  /** HyperLogLog: 2^14 registers, chosen by the lower 14 bits of the cell hash; rank: leading zeros of the rest + 1. */
  readonly registers: Uint8Array;
  /** Finite numbers, zeros, negatives, infinities, integers. */
  readonly counts: Float64Array;
  /** Smallest and largest finite number; Infinity and -Infinity before there is one. */
  readonly range: Float64Array;
  /** Sums of (x - shift)^k, k = 1..4: four sums, then the four compensations (Neumaier 1974). */
  readonly sums: Float64Array;
  /** Of x - shift. */
  bins: Bins;
  characters: Bins;
  words: Bins;
  /** Milliseconds and spelling of the earliest and the latest ISO date; the first of equal ones. */
  dates: { minTime: number; min: string; maxTime: number; max: string } | undefined;
  /** Cells per candidate of the hint. */
  readonly top: Float64Array;
  /** Rows, ascending, at most ODD_ROWS. */
  odd: number[];
}
