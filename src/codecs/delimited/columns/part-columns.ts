import type { ColumnHint } from '../../../engine/sketches/state';
import type { ScanBatch } from '../scan-delimited';
import type { HeldLimits, PartColumn } from './part-column';

/** What the columns of a part are made for. */
export interface PartPlan {
  /** The fields that are columns, in order: the table's index of each. */
  readonly fields: readonly number[];
  /** About how many rows will come, so that arrays seldom grow. */
  readonly expectedRows: number;
  readonly limits: HeldLimits;
  /** Fields that are opened before their first cell. */
  readonly opened?: ReadonlySet<number>;
  /** One per column of the table; asked for when the first column is opened, or counted. */
  hints(): readonly ColumnHint[];
}

/** Takes the fields of batches, column by column. */
export interface PartColumns {
  /** Takes the rows from `fromRow` on of a batch; `bytes` is what its positions point into. */
  take(bytes: Uint8Array, batch: ScanBatch, fromRow: number): void;
  /** Lets go of codes until they and the rows' keys take at most `bytes`; returns how many they take. */
  shrink(bytes: number): number;
  /** What was taken, `rows` rows; not to be used afterwards. */
  finish(rows: number): { readonly columns: PartColumn[]; readonly keys: Uint32Array | undefined };
}
