import type { ColumnHint } from '../../engine/sketches/state';
import type { ScanBatch } from '../scan-delimited';
import type { HeldLimits, PartColumn, PartKeys } from './part-column';

/** What the columns of a part are made for. */
export interface PartPlan {
  readonly columns: number;
  /** About how many rows will come, so that arrays seldom grow. */
  readonly expectedRows: number;
  readonly limits: HeldLimits;
  /** One per column; asked for when the first column is opened. */
  hints(): readonly ColumnHint[];
}

/** Takes the fields of batches, column by column. */
export interface PartColumns {
  /** Takes the rows from `fromRow` on of a batch; `bytes` is what its positions point into. */
  take(bytes: Uint8Array, batch: ScanBatch, fromRow: number): void;
  /** What was taken, `rows` rows; not to be used afterwards. */
  finish(rows: number): { readonly columns: PartColumn[]; readonly keys: PartKeys | undefined };
}
