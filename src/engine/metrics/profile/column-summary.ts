/** One value and its count. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** Statistics of the numeric cells of a column. null: not defined for so few values. */
export interface NumericSummary {
  readonly n: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number | null;
  readonly cv: number | null;
  readonly median: number;
  readonly mad: number;
  /** 1, 5, 25, 50, 75, 95, 99 %, linear interpolation (type 7). */
  readonly quantiles: readonly [number, number, number, number, number, number, number];
  readonly skewness: number | null;
  readonly excessKurtosis: number | null;
  readonly zeros: number;
  readonly negatives: number;
  readonly infinities: number;
  readonly integers: number;
  /** `edges` has one entry more than `counts`. */
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
}

/** One-screen statistics of a column. */
export interface ColumnSummaryEntry {
  readonly name: string;
  readonly n: number;
  readonly missing: number;
  readonly distinct: number;
  /** Ten most frequent values; ties by first appearance. */
  readonly top: readonly ValueCount[];
  readonly numeric?: NumericSummary;
  readonly categorical?: {
    readonly entropy: number;
    readonly evenness: number;
    readonly imbalanceScore: number;
  };
  /** Lengths of the texts: minimum, median, 95 %, maximum. */
  readonly text?: {
    readonly characters: readonly [number, number, number, number];
    readonly words: readonly [number, number, number, number];
  };
  readonly date?: { readonly min: string; readonly max: string };
}

/** One entry per column, in file order. */
export interface ColumnSummary {
  readonly columns: readonly ColumnSummaryEntry[];
}
