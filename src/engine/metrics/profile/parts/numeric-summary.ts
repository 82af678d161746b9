import type { NumberSketch } from '../../../table/sketch';
import { spreadBins } from '../../../sketches/spread-bins';
import {
  histogram,
  medianDeviation,
  moments,
  momentsOf,
  type Moments,
} from '../../../statistics/describe';
import { quantile, weightedValues, type WeightedValues } from '../../../statistics/weighted-values';

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
  /** Numbers were counted by size: quantiles, median, mad and histogram are within 1 % of their distance from the middle. */
  readonly quantilesEstimated?: true;
  readonly skewness: number | null;
  readonly excessKurtosis: number | null;
  readonly zeros: number;
  readonly negatives: number;
  readonly infinities: number;
  readonly integers: number;
  /** `edges` has one entry more than `counts`. */
  readonly histogram: { readonly edges: readonly number[]; readonly counts: readonly number[] };
}

const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

type Sorts = Pick<NumericSummary, 'zeros' | 'negatives' | 'infinities' | 'integers'>;

/** `tick` gets the share of the column that is done, 0..1. Undefined when no cell is a finite number. */
export function numericSummary(
  numbers: Float64Array,
  counts: Float64Array,
  tick: (part: number) => void,
): NumericSummary | undefined {
  const of = weightedValues(numbers, counts, (done, total) => {
    tick((0.5 * done) / total);
  });
  if (of.n === 0) return undefined;
  const moment = moments(of, (done, total) => {
    tick(0.5 + (0.4 * done) / total);
  });
  tick(0.9);
  return summary(of, moment, cellsBySort(numbers, counts));
}

/** The same of numbers that were counted by size; undefined where the sums of their powers cannot tell. */
export function sketchedSummary(numbers: NumberSketch): NumericSummary | undefined {
  const { n, min, max, zeros, negatives, infinities, integers } = numbers;
  if (!Number.isFinite(numbers.m4) || !Number.isFinite(max - min)) return undefined;
  const of = spreadBins({ ...numbers, whole: integers === n });
  const sorts = { zeros, negatives, infinities, integers };
  return {
    ...summary(of, momentsOf(n, numbers, min < max), sorts),
    quantilesEstimated: true,
  };
}

function summary(
  of: WeightedValues,
  { mean, sd, ...shape }: Moments,
  sorts: Sorts,
): NumericSummary {
  const [q1, q5, q25, q50, q75, q95, q99] = QUANTILES;
  const at = (p: number) => quantile(of, p);
  return {
    n: of.n,
    min: of.values[0]!,
    max: of.values.at(-1)!,
    mean,
    sd,
    cv: sd === null || mean === 0 ? null : sd / Math.abs(mean),
    median: at(q50),
    mad: medianDeviation(of),
    quantiles: [at(q1), at(q5), at(q25), at(q50), at(q75), at(q95), at(q99)],
    ...shape,
    ...sorts,
    histogram: histogram(of),
  };
}

/** Cells that hold zero, less than zero, an infinity, a whole number. */
function cellsBySort(numbers: Float64Array, counts: Float64Array): Sorts {
  let zeros = 0;
  let negatives = 0;
  let infinities = 0;
  let integers = 0;
  for (let code = 1; code < numbers.length; code++) {
    const value = numbers[code]!;
    const cells = counts[code]!;
    if (value === 0) zeros += cells;
    if (value < 0) negatives += cells;
    if (value === Infinity || value === -Infinity) infinities += cells;
    if (Number.isInteger(value)) integers += cells;
  }
  return { zeros, negatives, infinities, integers };
}
