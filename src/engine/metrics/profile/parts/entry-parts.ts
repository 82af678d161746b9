import { quantile, type WeightedValues } from '../../../statistics/weighted-values';

/** Values listed per column. */
export const TOP = 10;
/** Characters kept of a listed value. */
export const LONGEST = 200;

/** Minimum, median, 95 % and maximum. */
export const spread = (of: WeightedValues): [number, number, number, number] => [
  quantile(of, 0),
  quantile(of, 0.5),
  quantile(of, 0.95),
  quantile(of, 1),
];
