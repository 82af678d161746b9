import type { GuardNote } from '../guards/guard';
import type { Json } from '../metric';

/** Class and group figures of a table: the file as it is, or as a recipe would make it. */
export interface Balance {
  readonly rows: number;
  /** By weight when a weight column is set or added. null without a label. */
  readonly imbalanceRatio: number | null;
  readonly effectiveClasses: number | null;
  readonly duplicateRows: number;
  /** In class order. `weight` is the class's share of the total weight, 0..1, when there are weights. */
  readonly classes: readonly {
    readonly value: string;
    readonly count: number;
    readonly weight?: number;
  }[];
}

/** An axis of a scatter plot: one column, or a direction in the space of several. */
export interface ScatterAxis {
  /** Column indices; of a direction those that weigh most in it, at most three, largest first. */
  readonly columns: readonly number[];
  /** Share of the variance of the standardised columns that lies in this direction, 0..1; null for a column. */
  readonly share: number | null;
}

/** A sample of rows for a scatter plot: at most 450 common, 150 rare and 200 made points. */
export interface Scatter {
  /** Ways to lay out the same points, x and y each: two columns first, then two principal components if there are more. */
  readonly planes: readonly (readonly [x: ScatterAxis, y: ScatterAxis])[];
  readonly points: readonly {
    readonly kind: 'common' | 'rare' | 'made';
    /** By plane. */
    readonly at: readonly (readonly [x: number, y: number])[];
  }[];
}

/** Row counts of a plan. kept + repeated + made = output rows; kept + removed = source rows. */
export interface RowCounts {
  /** Distinct source rows in the output. */
  readonly kept: number;
  /** Output rows that repeat a source row beyond its first. */
  readonly repeated: number;
  readonly made: number;
  readonly removed: number;
}

/** What a recipe would do; nothing is written. */
export interface Preview {
  readonly before: Balance;
  readonly after: Balance;
  /** Per class in class order. */
  readonly classes: readonly (RowCounts & { readonly value: string; readonly after: number })[];
  readonly rows: RowCounts;
  /** Output rows gained (positive) or lost (negative) by each step. */
  readonly steps: readonly { readonly method: string; readonly change: number }[];
  readonly guards: readonly GuardNote[];
  readonly notices: readonly string[];
  readonly tables: Readonly<Record<string, Json>>;
  readonly scatter: Scatter | null;
}
