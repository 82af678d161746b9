import { EngineError } from '../../../problems';
import { t } from '../../../language';

/** What a scheme reads: counts (or weight sums) per class, all above 0. */
export interface SchemeInput {
  readonly values: readonly string[];
  readonly counts: readonly number[];
  readonly beta: number;
  readonly exponent: number;
  readonly c: number;
  /** `manual`: class -> weight. */
  readonly table: Readonly<Record<string, number>>;
}

/**
 * Raw class weights per scheme. `balanced` is scikit-learn's `compute_class_weight`; `effective-number` Cui et al.
 * 2019, with expm1 because 1 - beta^n loses digits for large n; `median-frequency` Eigen and Fergus 2015;
 * `log-smoothed` Paszke et al. 2016 (ENet); `catboost-*` the automatic class weights of CatBoost.
 */
export const SCHEMES: Readonly<Record<string, (input: SchemeInput) => number[]>> = {
  balanced: ({ counts }) => {
    const all = total(counts);
    return counts.map((n) => all / (counts.length * n));
  },
  // The cap that every scheme ends with makes it so.
  capped: (input) => SCHEMES['balanced']!(input),
  inverse: ({ counts }) => counts.map((n) => 1 / n),
  'sqrt-inverse': ({ counts }) => counts.map((n) => n ** -0.5),
  power: ({ counts, exponent }) => counts.map((n) => n ** -exponent),
  'effective-number': ({ counts, beta }) =>
    counts.map((n) => (beta > 0 ? (1 - beta) / -Math.expm1(n * Math.log(beta)) : 1)),
  'median-frequency': ({ counts }) => overEach(median(counts), counts),
  'log-smoothed': ({ counts, c }) => {
    const all = total(counts);
    return counts.map((n) => 1 / Math.log(c + n / all));
  },
  'catboost-balanced': ({ counts }) => overEach(largest(counts), counts),
  'catboost-sqrt': ({ counts }) => overEach(largest(counts), counts).map(Math.sqrt),
  manual: ({ values, table }) =>
    values.map((value) => {
      const weight = Object.hasOwn(table, value) ? table[value]! : undefined;
      if (weight !== undefined) return weight;
      throw new EngineError(
        'bad-weights',
        t`The table has no weight for the class \`${value}\`: every class present needs one.`,
      );
    }),
};

/** The scheme that `auto` stands for: stronger where it is safe, softer where the ratio is extreme. */
export function automaticScheme(counts: readonly number[]): string {
  const ratio = largest(counts) / counts.reduce((a, b) => Math.min(a, b), Infinity);
  if (ratio <= 10) return 'balanced';
  return ratio <= 100 ? 'effective-number' : 'sqrt-inverse';
}

function total(counts: readonly number[]): number {
  return counts.reduce((a, b) => a + b, 0);
}

function median(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** By reduction: there may be more classes than a call takes arguments. */
const largest = (counts: readonly number[]) => counts.reduce((a, b) => Math.max(a, b), 0);
const overEach = (value: number, counts: readonly number[]) => counts.map((n) => value / n);
