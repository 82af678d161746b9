import type { Classes } from '../../../table/classes';
import type { Codes, TableTick } from '../../../table/table';
import {
  mantelHaenszel,
  type Stratified,
  type TwoByTwo,
} from '../../../statistics/mantel-haenszel';
import { FEWEST } from './class-rates';

/** Groups compared within strata. */
const GROUPS = 20;

/** The label's difference between a group and all other rows, with the strata held fixed. */
export interface WithinStrata {
  /** Name of the column whose values are the strata. */
  readonly column: string;
  /** Strata of 30 rows and more, and smaller ones, which are left out. */
  readonly strata: number;
  readonly leftOut: number;
  readonly groups: readonly ({ readonly value: string } & Pick<
    Stratified,
    'oddsRatio' | 'low' | 'high' | 'riskDifference' | 'homogeneityP'
  >)[];
}

/** A column by its classes. */
interface Coded {
  readonly codes: Codes;
  readonly classes: Classes;
}

/** Each group against the rest of its stratum, by Mantel and Haenszel. @throws Cancelled (from tick) */
export function withinStrata(
  strata: Coded & { readonly name: string },
  group: Coded,
  label: Coded,
  positive: string,
  tick: TableTick,
): WithinStrata {
  const size = group.classes.values.length;
  const counts = new Float64Array(strata.classes.values.length * size * 2);
  const of = label.classes.values.indexOf(positive);
  const rows = strata.codes.length;
  for (let row = 0; row < rows; row++) {
    if (row % 8192 === 0) tick(row, rows);
    const stratum = strata.classes.indexOf[strata.codes[row]!]!;
    const g = group.classes.indexOf[group.codes[row]!]!;
    const y = label.classes.indexOf[label.codes[row]!]!;
    if (stratum >= 0 && g >= 0 && y >= 0) counts[(stratum * size + g) * 2 + (y === of ? 0 : 1)]!++;
  }
  const perStratum = strata.classes.values.map((_, s) => {
    const own = counts.subarray(s * size * 2, (s + 1) * size * 2);
    const sums = [0, 0];
    own.forEach((n, i) => (sums[i % 2]! += n));
    return { own, positives: sums[0]!, negatives: sums[1]! };
  });
  const kept = perStratum.filter(({ positives, negatives }) => positives + negatives >= FEWEST);
  const largest = [...group.classes.counts.keys()]
    .sort((a, b) => group.classes.counts[b]! - group.classes.counts[a]! || a - b)
    .slice(0, GROUPS);
  return {
    column: strata.name,
    strata: kept.length,
    leftOut: perStratum.length - kept.length,
    groups: largest.flatMap((g) => {
      const tables = kept.map(({ own, positives, negatives }): TwoByTwo => {
        const [a, b] = [own[2 * g]!, own[2 * g + 1]!];
        return [a, b, positives - a, negatives - b];
      });
      const found = mantelHaenszel(tables);
      if (!found) return [];
      const { oddsRatio, low, high, riskDifference, homogeneityP } = found;
      const value = group.classes.values[g]!;
      return [{ value, oddsRatio, low, high, riskDifference, homogeneityP }];
    }),
  };
}
