import { binKey, type ColumnSketch } from '../table/sketch';
import { quantile, subsetOf, type WeightedValues } from './weighted-values';

/** A number that stands for something else, such as "not known", and the cells that hold it. */
export interface Sentinel {
  readonly value: number;
  readonly cells: number;
}

/** Numbers that are often put where there is none. */
const USUAL = [-1, ...[9, 99, 999, 9999, 99999].flatMap((n) => [n, -n])];
/** Cells from which it is more than chance, as a number and as a share, and how much more often than the numbers beside. */
const FEWEST = 5;
const SHARE = 0.001;
const STANDS_OUT = 5;
/** Quartile ranges beyond the quartiles (far out, Tukey 1977). */
const FENCE = 3;
const HALF = 0.5;

/**
 * Such numbers among all: much more frequent than the next smaller and the next larger number, and far out. Where one number
 * makes up more than half, the others are judged by themselves. `suspects` are the numbers that are looked at.
 */
export function sentinels(all: WeightedValues, suspects: readonly number[] = USUAL): Sentinel[] {
  const most = all.counts.findIndex((cells) => cells > HALF * all.n);
  const of = most < 0 ? all : subsetOf(all, (i) => i !== most);
  return suspects.flatMap((value): Sentinel[] => {
    const at = of.values.indexOf(value);
    if (at < 0) return [];
    const cells = of.counts[at]!;
    const beside = Math.max(of.counts[at - 1] ?? 0, of.counts[at + 1] ?? 0);
    return standsOut(of, value, cells, beside) ? [{ value, cells }] : [];
  });
}

function standsOut(of: WeightedValues, value: number, cells: number, beside: number): boolean {
  if (cells < Math.max(FEWEST, SHARE * of.n) || cells < STANDS_OUT * beside) return false;
  const [q1, q3] = [quantile(of, 0.25), quantile(of, 0.75)];
  const reach = FENCE * (q3 - q1);
  return value < q1 - reach || value > q3 + reach;
}

/**
 * The same of a column that is not held: the cells of frequent values are known, and those of the numbers beside are at most
 * those of the sizes beside. `of`: numbers that stand in for all.
 */
export function sketchedSentinels({ numbers, top }: ColumnSketch, of: WeightedValues): Sentinel[] {
  if (!numbers) return [];
  const { keys, counts } = numbers.bins;
  const most = top[0];
  if (most && most.count > HALF * of.n) return [];
  return top.flatMap(({ value: text, count: cells }): Sentinel[] => {
    const value = Number(text);
    if (!USUAL.includes(value) || text.trim() === '') return [];
    const at = keys.indexOf(binKey(value - numbers.shift));
    if (at < 0) return [];
    const beside = Math.max(counts[at]! - cells, counts[at - 1] ?? 0, counts[at + 1] ?? 0);
    return standsOut(of, value, cells, beside) ? [{ value, cells }] : [];
  });
}
