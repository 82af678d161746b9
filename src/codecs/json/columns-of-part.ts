import type { ColumnHint } from '../../engine/sketches/state';
import type { HeldLimits, PartColumn } from '../delimited/columns/part-column';
import type { PathColumn } from './path-columns';

/** What the columns of a part are made for. */
export interface JsonPlan {
  /** About how many rows will come, so that arrays seldom grow. */
  readonly expectedRows: number;
  readonly limits: HeldLimits;
  hint(column: PathColumn): ColumnHint;
}

/** A column of a part: its name, and its cells unless all of them are null. */
export interface NamedPart {
  readonly name: string;
  readonly cells: PartColumn | undefined;
}

/** Takes the leaves of batches, column by column. */
export interface JsonPartColumns {
  /** Takes the rows of the scanner's batch, the first of which has number `firstRow` in the part. */
  take(firstRow: number): void;
  /** What was taken, `rows` rows; not to be used afterwards. */
  finish(rows: number): { readonly columns: NamedPart[]; readonly keys: Uint32Array | undefined };
}
