import { medianDeviation, moments } from './describe';
import { quantile, subsetOf, type WeightedValues } from './weighted-values';

/** From where on a value lies far from its column. */
export interface OutlierLimits {
  /** Robust z-score. */
  readonly z: number;
  /** Quartile ranges beyond the quartiles. */
  readonly fence: number;
}

/** What lies far from the other values. */
export interface OutlyingValues {
  /** Cells that were judged. */
  readonly n: number;
  /** A value that more than half of all cells hold: it is left out. */
  readonly apart?: number;
  readonly median: number;
  /** Quartiles. */
  readonly quartiles: readonly [number, number];
  /** The smallest and the largest value that are not far out: others are. */
  readonly usual: readonly [number, number];
  /** Far values lie below the first or above the second: in the middle between a far value and one that is not. */
  readonly bounds: readonly [number, number];
  /** The same of far values that a gap sets apart, wider than the fences are from the quartiles. */
  readonly setApart: readonly [number, number];
  /** Judged by logarithms: `scores` and distances are theirs. */
  readonly logarithmic: boolean;
  /** Far values ascending, with their cells and robust z-scores. */
  readonly low: WeightedValues;
  readonly high: WeightedValues;
  /** 0.6745 (x - median) / MAD of a value. */
  score(value: number): number;
}

/** Distinct values that do not tell what is usual, and cells likewise. */
const FEW_VALUES = 20;
const FEW_CELLS = 30;
/** A value that more than half of the cells hold tells nothing of the others. */
const HALF = 0.5;
/** Skewness of positive numbers from which their logarithms are looked at. */
const SKEWED = 2;
/** Normal quantile of 0.75: the MAD of a normal distribution in its standard deviations (Iglewicz and Hoaglin 1993). */
const NORMAL_MAD = 0.6745;

/**
 * Values whose robust z-score is beyond `z` and that lie beyond the far-out fences of Tukey 1977. Undefined where there are
 * too few values, or where more than half of them are one.
 */
export function outlyingValues(
  all: WeightedValues,
  { z, fence }: OutlierLimits,
): OutlyingValues | undefined {
  const most = all.counts.findIndex((cells) => cells > HALF * all.n);
  const of = most < 0 ? all : subsetOf(all, (i) => i !== most);
  if (of.values.length <= FEW_VALUES || of.n < FEW_CELLS) return undefined;
  const logarithmic = of.values[0]! > 0 && (moments(of).skewness ?? 0) > SKEWED;
  const scaled = logarithmic ? { ...of, values: of.values.map(Math.log) } : of;
  const [median, q1, q3] = [0.5, 0.25, 0.75].map((p) => quantile(scaled, p)) as [
    number,
    number,
    number,
  ];
  const mad = medianDeviation(scaled);
  if (!(mad > 0)) return undefined;
  const score = (x: number) => (NORMAL_MAD * (x - median)) / mad;
  const reach = fence * (q3 - q1);
  const { values } = scaled;
  let from = 0;
  while (score(values[from]!) < -z && values[from]! < q1 - reach) from++;
  let to = values.length;
  while (score(values[to - 1]!) > z && values[to - 1]! > q3 + reach) to--;
  let low = from - 1;
  while (low >= 0 && !(values[low + 1]! - values[low]! > reach)) low--;
  let high = to;
  while (high < values.length && !(values[high]! - values[high - 1]! > reach)) high++;
  // Where numbers stand in for others of about their size, none is beyond such a bound that should not be.
  const above = (at: number) => (at < 0 ? -Infinity : of.values[at]! / 2 + of.values[at + 1]! / 2);
  const below = (at: number) =>
    at === values.length ? Infinity : of.values[at - 1]! / 2 + of.values[at]! / 2;
  const written = logarithmic ? Math.exp : (x: number) => x;
  return {
    n: of.n,
    ...(most >= 0 && { apart: all.values[most]! }),
    median: written(median),
    quartiles: [written(q1), written(q3)],
    usual: [of.values[from]!, of.values[to - 1]!],
    bounds: [above(from - 1), below(to)],
    setApart: [above(low), below(high)],
    logarithmic,
    low: subsetOf(of, (i) => i < from),
    high: subsetOf(of, (i) => i >= to),
    score: (value) => score(logarithmic ? Math.log(value) : value),
  };
}

/** Far values that are usual ones in another unit. */
export interface UnitMistake {
  /** 10, 100 or 1000. */
  readonly factor: number;
  readonly side: 'low' | 'high';
  readonly cells: number;
}

const FACTORS = [10, 100, 1000];
/** Cells from which it is a pattern, the share of them that fits, and the score of a value in the middle of the others. */
const PATTERN = 3;
const FITTING = 0.8;
const MIDDLE = 2;

/**
 * Far values of one side that lie in the middle once they are multiplied (divided) by a power of ten, and are set apart by a
 * gap: without a gap every long tail looks so. Both sides are looked at, small values first.
 */
export function unitMistakes(found: OutlyingValues): UnitMistake[] {
  const { low, high, usual } = found;
  return [
    ...mistakes(found, low, 'low', usual[0] / low.values.at(-1)!),
    ...mistakes(found, high, 'high', high.values[0]! / usual[1]),
  ];
}

function mistakes(
  { score }: OutlyingValues,
  { values, counts, n }: WeightedValues,
  side: UnitMistake['side'],
  gap: number,
): UnitMistake[] {
  // A factor says nothing of numbers around zero.
  if (n < PATTERN || !(values[0]! > 0 && gap > 0)) return [];
  const fitting = FACTORS.filter((factor) => gap >= Math.sqrt(factor)).map((factor) => {
    let cells = 0;
    for (let i = 0; i < values.length; i++) {
      const value = side === 'low' ? values[i]! * factor : values[i]! / factor;
      if (Math.abs(score(value)) < MIDDLE) cells += counts[i]!;
    }
    return { factor, side, cells: n, share: cells / n };
  });
  const [best] = fitting
    .filter(({ share }) => share >= FITTING)
    .sort((a, b) => b.share - a.share || a.factor - b.factor);
  return best ? [{ factor: best.factor, side, cells: best.cells }] : [];
}
