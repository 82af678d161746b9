/** How unequal the classes are. All logarithms are natural. */
export interface ClassImbalance {
  readonly label: string;
  readonly rows: number;
  readonly missingLabels: number;
  /** In class order: numeric if all labels are numbers, else by code point. At most 1,000; the rest are counted. */
  readonly classes: readonly {
    readonly value: string;
    readonly count: number;
    readonly share: number;
    /** Wilson 95 % interval of the share. */
    readonly low: number;
    readonly high: number;
    /** Sum of weights, when a weight column is set. */
    readonly weight?: number;
    /** Rows per split value, when a split column is set. */
    readonly bySplit?: Readonly<Record<string, number>>;
  }[];
  readonly classCount: number;
  readonly imbalanceRatio: number;
  readonly minorityShare: number;
  readonly shape: 'balanced' | 'step' | 'linear' | 'long-tailed' | null;
  readonly entropy: number;
  readonly normalizedEntropy: number;
  readonly imbalanceScore: number;
  readonly effectiveClasses: number;
  readonly inverseSimpson: number;
  readonly gini: number;
  readonly giniMax: number;
  readonly totalVariationToUniform: number;
  readonly lrid: number;
  readonly majorityAccuracy: number;
  readonly rarestShare: number;
  readonly rareThreshold: number;
  readonly rareFires: boolean;
  readonly singletonClasses: number;
  /** Weighted shares' ratio, when a weight column is set. */
  readonly weightedImbalanceRatio?: number;
  /** Points of the Lorenz curve, classes rarest first, from (0,0) to (1,1), at most 101. */
  readonly lorenz: readonly (readonly [number, number])[];
}
