import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';
import { PairTable } from '../kernels/pair-table';

/** How well a grouping of rows matches a true one (Jiang et al. 2024, Loghub-2.0). */
export interface GroupingAccuracy {
  /** Rows compared: those in both groupings. */
  readonly rows: number;
  /** Share of rows in groups that are exactly a true group. */
  readonly ga: number;
  /** Such groups as a share of all groups found, and of all true groups; and the harmonic mean of the two. */
  readonly pga: number;
  readonly rga: number;
  readonly fga: number;
}

/** Compares two groupings of rows, a number per row; rows in which either is negative are left out. @throws Cancelled */
export function groupingAccuracy(
  rowCount: number,
  found: (row: number) => number,
  truth: (row: number) => number,
  tick: TableTick,
): GroupingAccuracy {
  const pairs = new PairTable();
  const foundSizes = new Map<number, number>();
  const truthSizes = new Map<number, number>();
  const members: { found: number; truth: number; rows: number }[] = [];
  const ticked = everyRow(tick);
  let rows = 0;
  for (let row = 0; row < rowCount; row++) {
    ticked(row, rowCount);
    const [one, other] = [found(row), truth(row)];
    if (one < 0 || other < 0) continue;
    rows++;
    const pair = pairs.entryOf(one, other);
    if (pair === members.length) members.push({ found: one, truth: other, rows: 0 });
    members[pair]!.rows++;
    foundSizes.set(one, (foundSizes.get(one) ?? 0) + 1);
    truthSizes.set(other, (truthSizes.get(other) ?? 0) + 1);
  }
  const exact = members.filter(
    (pair) => foundSizes.get(pair.found) === pair.rows && truthSizes.get(pair.truth) === pair.rows,
  );
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  const pga = share(exact.length, foundSizes.size);
  const rga = share(exact.length, truthSizes.size);
  return {
    rows,
    ga: share(
      exact.reduce((sum, pair) => sum + pair.rows, 0),
      rows,
    ),
    pga,
    rga,
    fga: share(2 * pga * rga, pga + rga),
  };
}
