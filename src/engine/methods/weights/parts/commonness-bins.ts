import { ascending } from '../../../statistics/correlations';

/** Weights by steps of commonness. */
export interface CommonnessBins {
  /** Step per value, rarest first; -1 for NaN. */
  readonly binOf: Int32Array;
  /** Weight per value: its step's; NaN for NaN. */
  readonly weights: Float64Array;
  /** Per step: rows, geometric mean of their commonness, and weight before scaling. */
  readonly table: readonly {
    readonly step: number;
    readonly rows: number;
    readonly commonness: number;
    readonly weight: number;
  }[];
}

/**
 * Values ranked into `count` steps of equal size (equal values share the step of the first of them); a step weighs
 * 1 / commonness, stretched or pressed on the logarithmic scale so that the rarest weighs exactly `ratio` times as
 * much as the most common. All weigh 1 where all are as common.
 */
export function commonnessBins(values: Float64Array, count: number, ratio: number): CommonnessBins {
  const order = ascending(values).filter((i) => !Number.isNaN(values[i]!));
  const binOf = new Int32Array(values.length).fill(-1);
  const rows = new Float64Array(count);
  const logs = new Float64Array(count);
  order.forEach((i, rank) => {
    const before = rank > 0 ? order[rank - 1]! : -1;
    const step =
      before >= 0 && values[before] === values[i]
        ? binOf[before]!
        : Math.floor((rank * count) / order.length);
    binOf[i] = step;
    rows[step]!++;
    logs[step]! += Math.log(values[i]!);
  });
  const steps = Array.from({ length: count }, (_, step) => step).filter((step) => rows[step]! > 0);
  const logOf = (step: number) => logs[step]! / rows[step]!;
  const [rarest, commonest] = [steps[0], steps.at(-1)];
  const span = steps.length > 1 ? logOf(commonest!) - logOf(rarest!) : 0;
  const weight = new Float64Array(count).fill(1);
  for (const step of steps) {
    if (span > 0) weight[step] = ratio ** ((logOf(commonest!) - logOf(step)) / span);
  }
  return {
    binOf,
    weights: Float64Array.from(binOf, (step) => (step < 0 ? NaN : weight[step]!)),
    table: steps.map((step) => ({
      step: step + 1,
      rows: rows[step]!,
      commonness: Math.exp(logOf(step)),
      weight: weight[step]!,
    })),
  };
}
