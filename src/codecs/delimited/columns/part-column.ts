import type { DictionaryBytes, Codes } from '../../../engine/table/table';
import type { SketchState } from '../../../engine/sketches/state';

/**
 * The cells of one column in some consecutive rows: codes and values while they are few, the values with their counts
 * where there is no room for codes, a sketch beyond. Flat arrays, so that a worker can hand them over.
 */
export type PartColumn = HeldPart | CountedPart | OpenPart;

/** The distinct values of a column: value c lies at arena[offsets[c]] .. arena[offsets[c + 1]]. */
export interface PartValues {
  /** Codes, the missing one included. */
  readonly size: number;
  readonly arena: DictionaryBytes['arena'];
  readonly offsets: DictionaryBytes['offsets'];
  /** A CellTag per code; all are text when absent. */
  readonly tags?: Uint8Array;
}

export interface HeldPart extends PartValues {
  readonly kind: 'held';
  /** One per row. */
  readonly codes: Codes;
}

export interface CountedPart extends PartValues {
  readonly kind: 'counted';
  /** Cells per code. */
  readonly counts: Float64Array;
  /** Bits of the rows whose cell is empty. */
  readonly empty: Uint32Array;
  /** The first rows, from the part's first, whose cell is of another kind than expected. */
  readonly odd: readonly number[];
}

export interface OpenPart {
  readonly kind: 'open';
  readonly state: SketchState;
  /** Bits of the rows whose cell is empty. */
  readonly empty: Uint32Array;
}

/** Where columns are opened. */
export interface HeldLimits {
  /** Distinct values. */
  readonly values: number;
  /** Bytes of them. */
  readonly bytes: number;
}
