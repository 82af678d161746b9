import type { DictionaryBytes, Codes } from '../../engine/table';
import type { SketchState } from '../../engine/sketches/state';

/**
 * The cells of one column in some consecutive rows: codes and values while they are few, a sketch beyond. Flat arrays,
 * so that a worker can hand them over.
 */
export type PartColumn = HeldPart | OpenPart;

export interface HeldPart {
  readonly kind: 'held';
  /** One per row. */
  readonly codes: Codes;
  /** Codes, the missing one included. */
  readonly size: number;
  /** Value c lies at arena[offsets[c]] .. arena[offsets[c + 1]]. */
  readonly arena: DictionaryBytes['arena'];
  readonly offsets: DictionaryBytes['offsets'];
  /** A CellTag per code; all are text when absent. */
  readonly tags?: Uint8Array;
}

export interface OpenPart {
  readonly kind: 'open';
  readonly state: SketchState;
  /** Bits of the rows whose cell is empty. */
  readonly empty: Uint32Array;
}

/** Sums of cell hashes of open columns per row; see `KeyLanes`. */
export interface PartKeys {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/** Where columns are opened. */
export interface HeldLimits {
  /** Distinct values. */
  readonly values: number;
  /** Bytes of them. */
  readonly bytes: number;
}
