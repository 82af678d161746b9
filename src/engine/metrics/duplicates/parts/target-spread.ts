import { eachRow, type BitSet } from '../../../kernels/bit-sets';
import { Sum } from '../../../statistics/sum';
import { everyRow } from '../../../ticks';
import type { Answers } from './numeric-label';
import type { Conflicts } from './conflicts';

/** How far the numbers of equal inputs lie apart. */
export interface TargetSpread {
  /** Standard deviation within contradicting sets, pooled: the root of their squares over rows less sets. */
  readonly sd: number;
  /** Root of the mean square that is left when every set is predicted by its mean, over the rows compared. */
  readonly leastError: number;
  /** 1 - squares within sets / squares of all rows compared: no deterministic model explains more of the variance. */
  readonly mostExplained: number;
}

/** Mean and range of the numbers of some rows, and their squared distances from the mean. */
export interface SetSpread {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
  /** With rows - 1. */
  readonly sd: number;
}

/** Numbers of one set. */
export function spreadOf(rows: Uint32Array, numberOf: (row: number) => number): SetSpread {
  const total = new Sum();
  let [least, most] = [Infinity, -Infinity];
  for (const row of rows) {
    const value = numberOf(row);
    total.add(value);
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const mean = total.value / rows.length;
  return { mean, least, most, sd: Math.sqrt(squares(rows, mean, numberOf) / (rows.length - 1)) };
}

/** The spread over all contradicting sets; null where the label is a class. @throws Cancelled (from tick) */
export function targetSpread(
  { clusters, sizes, sets, members }: Conflicts,
  { label, numbers }: Answers,
  compared: BitSet,
  tick: (done: number, total: number) => void,
): TargetSpread | null {
  if (!numbers) return null;
  const { codes } = label.column;
  const numberOf = (row: number) => numbers[codes[row]!]!;
  const within = new Sum();
  const ticked = everyRow(tick);
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    ticked(cluster, clusters.count);
    if (sizes[cluster] === 0) continue;
    const rows = clusters.rows(cluster);
    within.add(spreadOf(rows, numberOf).sd ** 2 * (rows.length - 1));
  }
  const total = new Sum();
  const over = (take: (value: number) => void) => {
    let done = 0;
    eachRow(compared, (row) => {
      ticked(done++, clusters.rowCount);
      take(numberOf(row));
    });
  };
  over((value) => {
    total.add(value);
  });
  const mean = total.value / clusters.rowCount;
  const all = new Sum();
  over((value) => {
    all.add((value - mean) ** 2);
  });
  return {
    sd: sets === 0 ? 0 : Math.sqrt(within.value / (members.length - sets)),
    leastError: Math.sqrt(within.value / clusters.rowCount),
    mostExplained: all.value === 0 ? 1 : 1 - within.value / all.value,
  };
}

function squares(rows: Uint32Array, mean: number, numberOf: (row: number) => number): number {
  const sum = new Sum();
  for (const row of rows) sum.add((numberOf(row) - mean) ** 2);
  return sum.value;
}
