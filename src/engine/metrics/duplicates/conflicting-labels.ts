/** One set of rows with equal inputs and different labels. */
export interface ConflictSet {
  readonly size: number;
  /** First 20 rows, ascending. */
  readonly rows: readonly number[];
  /** Most frequent first. */
  readonly labels: readonly { readonly value: string; readonly count: number }[];
}

/** The same input with different labels. */
export interface ConflictingLabels {
  readonly label: string;
  readonly clusters: number;
  /** Members of conflict clusters. */
  readonly rows: number;
  /** Rows that were compared: with a label and at least one feature value. */
  readonly compared: number;
  /** Fewest rows to change for no contradiction. */
  readonly minimumChanges: number;
  /** 1 - minimumChanges / compared: no deterministic model can be right more often on these columns. */
  readonly bestAccuracy: number;
  /** Columns that had to agree, by index. */
  readonly columns: readonly number[];
  /** The 50 largest sets, ties by first row. */
  readonly sets: readonly ConflictSet[];
  /** Class pairs that contradict, most rows first, at most 50. */
  readonly pairs: readonly { readonly a: string; readonly b: string; readonly sets: number }[];
}
