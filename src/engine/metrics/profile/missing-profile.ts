/** How much is missing, in which combinations, and what dropping rows would do to the classes. */
export interface MissingProfile {
  /** Missing cells over all columns that are not ignored. */
  readonly emptyCells: number;
  readonly cells: number;
  readonly columns: readonly {
    readonly name: string;
    readonly missing: number;
    /** 0..1 */
    readonly rate: number;
    /** 60 slices from the first to the last row: share missing in each, 0..1. Empty when nothing is missing. */
    readonly strip: readonly number[];
  }[];
  readonly completeRows: number;
  /** 0..1 */
  readonly completeCaseShare: number;
  /** Top 20 co-missing patterns: column indices and rows; the pattern without missing cells is not listed. */
  readonly patterns: readonly { readonly columns: readonly number[]; readonly rows: number }[];
  /** Pairs of columns whose missingness indicators correlate, strongest first, at most 50. */
  readonly correlations: readonly {
    readonly a: number;
    readonly b: number;
    readonly phi: number;
  }[];
  /** Total variation distance between class shares of complete rows and of all rows; null without a label. */
  readonly tvDropping: number | null;
  /** Class shares before and after dropping incomplete rows. */
  readonly dropping: readonly {
    readonly value: string;
    readonly share: number;
    readonly shareComplete: number;
  }[];
  readonly missingLabels: number;
  /** Missing rate per level of label and groups for columns that have missing cells; Wilson 95 % intervals. */
  readonly byLevel: readonly {
    readonly column: number;
    readonly by: number;
    readonly level: string;
    readonly n: number;
    readonly missing: number;
    readonly low: number;
    readonly high: number;
  }[];
}
