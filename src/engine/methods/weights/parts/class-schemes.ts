import { EngineError } from '../../../problems';

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
  balanced: ({ counts }) => counts.map((n) => total(counts) / (counts.length * n)),
  // The cap that every scheme ends with makes it so.
  capped: (input) => SCHEMES['balanced']!(input),
  inverse: ({ counts }) => counts.map((n) => 1 / n),
  'sqrt-inverse': ({ counts }) => counts.map((n) => n ** -0.5),
  power: ({ counts, exponent }) => counts.map((n) => n ** -exponent),
  'effective-number': ({ counts, beta }) =>
    counts.map((n) => (beta > 0 ? (1 - beta) / -Math.expm1(n * Math.log(beta)) : 1)),
  'median-frequency': ({ counts }) => counts.map((n) => median(counts) / n),
  'log-smoothed': ({ counts, c }) => counts.map((n) => 1 / Math.log(c + n / total(counts))),
  'catboost-balanced': ({ counts }) => counts.map((n) => Math.max(...counts) / n),
  'catboost-sqrt': ({ counts }) => counts.map((n) => Math.sqrt(Math.max(...counts) / n)),
  manual: ({ values, table }) =>
    values.map((value) => {
      const weight = Object.hasOwn(table, value) ? table[value]! : undefined;
      if (weight !== undefined) return weight;
      throw new EngineError(
        'bad-weights',
        `The table has no weight for the class \`${value}\`: every class present needs one.`,
      );
    }),
};

/** The scheme that `auto` stands for: stronger where it is safe, softer where the ratio is extreme. */
export function automaticScheme(counts: readonly number[]): string {
  const ratio = Math.max(...counts) / Math.min(...counts);
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
