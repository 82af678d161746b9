import type { Role } from '../roles/roles';
import type { Json } from '../metric';
import type { GuardNote } from '../guards/guard';
import { fixed, fixedDigits, POWERS } from '../cells/fixed-decimals';
import type { RemovedRows } from './removed-rows';

/** Stands for "none" in row-number arrays. */
export const NO_ROW = 0xffffffff;

/**
 * What a method decided; nothing has been written yet. Output rows are numbered 0 .. rows.length + made.count - 1:
 * first the source rows of `rows`, then the made rows; `order`, when given, is a permutation of those numbers.
 */
export interface Plan {
  /** Source row of each kept output row; may repeat. */
  readonly rows: Uint32Array;
  readonly made?: MadeRows;
  readonly order?: Uint32Array;
  /** Added last, in this order; one value per output row, in output numbering before `order`. */
  readonly columns: readonly AddedColumn[];
  readonly removed: RemovedRows;
  /** What the method wants said: k was reduced, no border rows ... One sentence each. */
  readonly notices: readonly string[];
  /** Guards that spoke, filled in after `apply`. */
  readonly guards: readonly GuardNote[];
  /** Side tables for the recipe: resolved strategy, class weights, cell table, diagnostics. */
  readonly tables: Readonly<Record<string, Json>>;
}

/** A plan as methods return it; guards are run by the recipe. */
export type Draft = Omit<Plan, 'guards'>;

/** `made`: how a made row came to be (`_synthetic` ... `_family`); `rows`: source row and copy number (`_row`, `_copy`). */
export type Provenance = 'made' | 'rows';

/** A column that was not in the source. `text` gives the cell as written to the file; '' is an empty cell. */
export interface AddedColumn {
  readonly name: string;
  /** How to write it in typed formats. */
  readonly type: 'number' | 'integer' | 'flag' | 'text';
  /** Set on columns that say where a row came from: folding plans works them out again from the folded plan. */
  readonly provenance?: Provenance;
  /** What later steps of the recipe use the column as; ignored when absent. */
  readonly role?: Role;
  /** The column that it stands for from the next step on, by index: that one is ignored then. */
  readonly replaces?: number;
  /**
   * The values of the column where each goes to a file of its own, in this order, instead of into a column. Of a recipe
   * with several such columns the last counts.
   */
  readonly files?: readonly string[];
  text(output: number): string;
}

/**
 * Rows that did not exist, columnar. Every cell not listed in `numbers` or `texts` is copied from the parent row.
 * value = parent + lambda * (neighbour - parent), before rounding to `decimals`.
 */
export interface MadeRows {
  readonly count: number;
  readonly operation: string;
  /** One per made row, where steps of different operations were folded. */
  readonly operations?: readonly string[];
  /** Source rows. */
  readonly parents: Uint32Array;
  /** Source rows; NO_ROW where there is none. */
  readonly neighbours: Uint32Array;
  readonly lambdas: Float64Array;
  readonly numbers: readonly MadeColumn[];
  readonly texts: readonly { readonly column: number; text(made: number): string }[];
}

/**
 * Numeric values of the made rows in one source column; NaN is an empty cell. `decimals` < 0 writes the shortest exact
 * form; `text`, where there is one, gives each number as it is to be written.
 */
export interface MadeColumn {
  readonly column: number;
  readonly values: Float64Array;
  readonly decimals: number;
  text?(made: number): string;
}

/** Number of output rows. */
export function outputRows(plan: Pick<Plan, 'rows' | 'made'>): number {
  return plan.rows.length + (plan.made?.count ?? 0);
}

/** The number of a made cell as it is written; '' when it is empty. */
export function madeText(column: MadeColumn, made: number): string {
  if (column.text) return column.text(made);
  const value = column.values[made]!;
  if (Number.isNaN(value)) return '';
  return column.decimals < 0 ? String(value) : fixed(value, column.decimals);
}

/** The number of a made cell as it is written; NaN when it is empty. Not for a column with texts of its own. */
export function madeNumber(column: MadeColumn, made: number): number {
  const value = column.values[made]!;
  if (column.decimals < 0 || Number.isNaN(value)) return value;
  const digits = fixedDigits(value, column.decimals);
  // A quotient of two exact numbers is what reading the digits gives.
  return Number.isNaN(digits)
    ? Number(fixed(value, column.decimals))
    : digits / POWERS[column.decimals]!;
}
