import type { ColumnHint } from '../../engine/sketches/state';
import type { ByteSource } from '../bytes';
import type { KeyStore } from '../delimited/columns/key-store';
import type { RowsPart } from '../delimited/parts/merge-parts';
import type { HeldLimits, PartColumn } from '../delimited/columns/part-column';
import type { OddCells } from './column-oddities';
import type { RowGroup } from './footer';
import type { Progress } from './load-field';
import type { Field } from './schema';

/** Rows for which memory is taken at once: a damaged file may claim more without having them. */
export const MOST_EXPECTED = 1 << 24;

/** Row groups to read: [firstGroup, endGroup). */
export interface GroupTask {
  readonly firstGroup: number;
  readonly endGroup: number;
  /** Of their columns, in the file. */
  readonly bytes: number;
  readonly limits: HeldLimits;
  /** Use the twin of the kernel. */
  readonly withoutKernel?: boolean;
}

/** What some row groups held, rows counting from their first; flat arrays, so that a thread can hand them over. */
export interface GroupPart extends RowsPart {
  /** By column. */
  readonly odd: readonly FieldOddities[];
}

/** Cells that have no text of their own. */
export interface FieldOddities {
  readonly nan: OddCells;
  readonly binary: OddCells;
}

/** One column of a part, while its row groups are read in order. */
export interface FieldReader {
  /** @throws EngineError unreadable, source-changed, too-large; Cancelled */
  take(source: ByteSource, group: RowGroup, progress: Progress): void;
  finish(): { readonly column: PartColumn; readonly odd: FieldOddities };
}

/** What a column of a part is read for. */
export interface FieldPlan {
  readonly field: Field;
  readonly index: number;
  /** Rows of the part, and the number of its first in the file. */
  readonly rows: number;
  readonly firstRow: number;
  readonly limits: HeldLimits;
  /** Asked when the column is opened. */
  hints(): readonly ColumnHint[];
  /** Where an open column adds to the keys of its rows. */
  readonly keys: KeyStore;
}
