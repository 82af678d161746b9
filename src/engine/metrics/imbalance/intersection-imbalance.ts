/** Counts in the crossing of two or three columns. */
export interface IntersectionEntry {
  readonly columns: readonly number[];
  readonly names: readonly string[];
  /** Levels per column, in the order of the table's axes; at most 50 and then `other`. */
  readonly levels: readonly (readonly string[])[];
  /** Row-major over `levels`. */
  readonly counts: readonly number[];
  readonly expected: readonly number[];
  readonly pearsonResiduals: readonly number[];
  readonly emptyCells: number;
  readonly emptyCellsWithExpected30: number;
  readonly cellsBelow30: number;
  readonly smallestCell: { readonly levels: readonly string[]; readonly count: number } | null;
  /** Share of value pairs with expected >= 5 that never occur. */
  readonly combinationGap: number;
  /** Share of rows in cells below 30. */
  readonly fragmentation: number;
}

/** One entry per crossing; by default the label with each group and domain column. */
export interface IntersectionImbalance {
  readonly crossings: readonly IntersectionEntry[];
}
