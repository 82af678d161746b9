import { countBoth, noBits, rowsOf, type BitSet } from '../kernels/bit-sets';
import { NO_ROW } from './plan';

/** Source rows that leave, ascending, each with a reason. They may be nearly all rows of a file, so that a bit is held for each row and no list. */
export interface RemovedRows {
  /** How many leave. */
  readonly count: number;
  /** The source rows, one bit each; not to be written to. */
  readonly bits: BitSet;
  /** The source rows as a list, made anew each time it is asked for. */
  readonly rows: Uint32Array;
  /** Per removed row the row kept in its place, NO_ROW where there is none; absent when there is none for any. */
  readonly keptAs?: Uint32Array;
  /** Per removed row how alike it is to the row kept in its place, 0 to 1, NaN where unknown; absent: none was measured. */
  readonly similarity?: Float64Array;
  /** Index into `reasons` per removed row; absent when all leave for the first of them. */
  readonly reason?: Uint8Array;
  readonly reasons: readonly string[];
}

/** What is known of removed rows besides which they are; lists have an entry per removed row. */
export type RemovalNotes = Pick<RemovedRows, 'keptAs' | 'similarity' | 'reason' | 'reasons'>;

/** The rows of a set, which is theirs from now on, as rows that leave. */
export function removedRows(bits: BitSet, notes: RemovalNotes): RemovedRows {
  return {
    count: countBoth(bits, bits),
    bits,
    get rows() {
      return rowsOf(bits);
    },
    ...notes,
  };
}

/** Nothing leaves. */
export const NONE_REMOVED: RemovedRows = removedRows(noBits(0), { reasons: [] });

/** The row kept in place of a removed one, by its number among the removed; NO_ROW where there is none. */
export function keptInstead({ keptAs }: RemovedRows, removed: number): number {
  return keptAs ? keptAs[removed]! : NO_ROW;
}

/** Why a row leaves, by its number among the removed. */
export function reasonOf({ reason, reasons }: RemovedRows, removed: number): string {
  return reasons[reason ? reason[removed]! : 0]!;
}

/** A similarity as it is written: four digits, '' where it was not measured. */
export function similarityText(similarity: number): string {
  return Number.isNaN(similarity) ? '' : String(Number(similarity.toPrecision(4)));
}
