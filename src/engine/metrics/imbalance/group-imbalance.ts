/** How unequal the groups of one column are, and how the label is spread over them. */
export interface GroupImbalanceEntry {
  readonly column: number;
  readonly name: string;
  readonly role: 'group' | 'domain';
  readonly missing: number;
  /** By count, largest first, at most 50; `others` holds the rest. */
  readonly groups: readonly {
    readonly value: string;
    readonly count: number;
    readonly share: number;
    /** Rows per class of the label, in the order of `classes`. */
    readonly byClass: readonly number[];
    /** Share of each class within the group with its Wilson 95 % interval. */
    readonly rates: readonly {
      readonly share: number;
      readonly low: number;
      readonly high: number;
    }[];
  }[];
  readonly others: number;
  readonly groupCount: number;
  readonly effectiveGroups: number;
  readonly imbalanceRatio: number;
  readonly topShare: number;
  /** tau 1, 2, 3.33, 5, Infinity (as null): shares, repeats and variance factor, in the order of `groups`. */
  readonly temperatures: readonly {
    readonly tau: number | null;
    readonly shares: readonly number[];
    readonly repeats: readonly number[];
    readonly varianceFactor: number;
  }[];
  /** Weighted total variation between each group's label shares and the pool's; null without a label. */
  readonly labelDiscrepancy: number | null;
}

/** One entry per group or domain column. */
export interface GroupImbalance {
  /** Classes of the label in class order (at most 20); empty without a label. */
  readonly classes: readonly string[];
  readonly columns: readonly GroupImbalanceEntry[];
}
