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

/** A sample for a scatter plot: numbers of two columns, at most 450 common, 150 rare and 200 made points. */
export interface Scatter {
  /** Column indices of x and y. */
  readonly columns: readonly [number, number];
  readonly points: readonly {
    readonly kind: 'common' | 'rare' | 'made';
    readonly x: number;
    readonly y: number;
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
