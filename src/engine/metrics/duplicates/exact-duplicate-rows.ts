/** One set of identical rows. */
export interface DuplicateSet {
  readonly size: number;
  /** First 20 rows, ascending. */
  readonly rows: readonly number[];
  /** Rows per class of the label; empty without a label. */
  readonly labels: readonly { readonly value: string; readonly count: number }[];
}

/** Rows that are identical in all columns that are compared. */
export interface ExactDuplicateRows {
  readonly rows: number;
  readonly distinctRows: number;
  /** Rows beyond the first of each set. */
  readonly duplicateRows: number;
  readonly duplicateRatio: number;
  readonly clusters: number;
  readonly largest: number;
  /** Columns compared, by index. */
  readonly compared: readonly number[];
  /** No column tells rows apart: equal rows may be different cases. */
  readonly coarse: boolean;
  /** The 50 largest sets, ties by first row. */
  readonly sets: readonly DuplicateSet[];
  /** Sets by size: 2, 3-4, 5-8, 9 or more. */
  readonly sizes: readonly {
    readonly from: number;
    readonly to: number | null;
    readonly sets: number;
    readonly rows: number;
  }[];
  /** Duplicate rows and class shares before and after keeping one; empty without a label. */
  readonly byClass: readonly {
    readonly value: string;
    readonly duplicateRows: number;
    readonly share: number;
    readonly shareAfter: number;
  }[];
}
