import type { Classes } from '../../../table/classes';
import type { Codes, TableTick } from '../../../table/table';
import { hedgesG, type Group, type Interval } from '../../../statistics/rate-differences';
import { FEWEST } from './class-rates';

/** Groups listed. */
const GROUPS = 50;

/** The mean of a numeric label in one group. */
export interface GroupMean {
  readonly value: string;
  readonly rows: number;
  readonly mean: number;
  /** With n - 1; null for a single row. */
  readonly sd: number | null;
  /** Hedges' g against all other rows; null below 30 rows on either side, or where numbers do not vary. */
  readonly toRest: (Interval & { readonly g: number; readonly p: number }) | null;
}

/** What a numeric label is like by the groups of one column. */
export interface MeanOutcomes {
  /** Largest first, at most 50. */
  readonly groups: readonly GroupMean[];
  readonly groupCount: number;
  readonly compared: number;
}

/** Means by group. Rows without a finite number, or without a group, are left out. @throws Cancelled (from tick) */
export function meanOutcomes(
  column: { readonly codes: Codes },
  groups: Classes,
  label: { readonly codes: Codes; readonly numbers: Float64Array },
  tick: TableTick,
): MeanOutcomes {
  const size = groups.values.length;
  const [n, sums, squares] = [0, 0, 0].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  // Sums of distances from one of the numbers keep their digits where all numbers are large.
  const origin = label.numbers.find((value) => Number.isFinite(value)) ?? 0;
  const rows = column.codes.length;
  for (let row = 0; row < rows; row++) {
    if (row % 8192 === 0) tick(row, rows);
    const group = groups.indexOf[column.codes[row]!]!;
    const value = label.numbers[label.codes[row]!]! - origin;
    if (group < 0 || !Number.isFinite(value)) continue;
    n[group]!++;
    sums[group]! += value;
    squares[group]! += value * value;
  }
  const all = n.reduce((a, b) => a + b, 0);
  const [total, square] = [sums.reduce((a, b) => a + b, 0), squares.reduce((a, b) => a + b, 0)];
  const of = (count: number, sum: number, squared: number): Group => ({
    n: count,
    mean: sum / count,
    variance: count > 1 ? Math.max(0, squared - (sum * sum) / count) / (count - 1) : 0,
  });
  const order = [...n.keys()].filter((g) => n[g]! > 0).sort((a, b) => n[b]! - n[a]! || a - b);
  return {
    groups: order.slice(0, GROUPS).map((g): GroupMean => {
      const own = of(n[g]!, sums[g]!, squares[g]!);
      const rest = of(all - n[g]!, total - sums[g]!, square - squares[g]!);
      const enough = own.n >= FEWEST && rest.n >= FEWEST;
      return {
        value: groups.values[g]!,
        rows: own.n,
        mean: own.mean + origin,
        sd: own.n > 1 ? Math.sqrt(own.variance) : null,
        toRest: enough ? hedgesG(own, rest) : null,
      };
    }),
    groupCount: order.length,
    compared: order.filter((g) => n[g]! >= FEWEST).length,
  };
}
