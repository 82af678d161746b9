import type { MetricContext } from '../../../metric';
import { columnWith } from '../../../roles/roles';
import { isSketched } from '../../../sampling/sampled-columns';
import { cellText, type Table } from '../../../table/table';
import { everyRow } from '../../../ticks';
import { timesIfAny } from '../../duplicates/parts/split-times';
import type { SplitSides } from './split-sides';

/** When the rows of each part are from. */
export interface PartTimes {
  readonly column: string;
  /** First and last time as written, in the order of the parts; null for a part without times. */
  readonly parts: readonly ({ readonly first: string; readonly last: string } | null)[];
  /** Every row to evaluate on is later than every train row. */
  readonly inOrder: boolean;
}

/** Null without a column of times whose cells are at hand. @throws Cancelled */
export function partTimes(
  table: Table,
  { column: split, parts, ofCode }: SplitSides,
  { roles, profiles, tick }: MetricContext,
): PartTimes | null {
  const column = columnWith(roles, 'timestamp');
  if (column === undefined || isSketched(table, column)) return null;
  const time = timesIfAny(table, profiles, column);
  if (!time) return null;
  const first = parts.map(() => ({ time: Infinity, row: -1 }));
  const last = parts.map(() => ({ time: -Infinity, row: -1 }));
  const ticked = everyRow(tick);
  for (let row = 0; row < table.rowCount; row++) {
    ticked(row, table.rowCount);
    const [part, when] = [ofCode[split.codes[row]!]!, time(row)];
    if (part < 0 || Number.isNaN(when)) continue;
    if (when < first[part]!.time) first[part] = { time: when, row };
    if (when > last[part]!.time) last[part] = { time: when, row };
  }
  if (last.every(({ row }) => row < 0)) return null;
  const latest = Math.max(...parts.map(({ train }, i) => (train ? last[i]!.time : -Infinity)));
  const earliest = Math.min(...parts.map(({ train }, i) => (train ? Infinity : first[i]!.time)));
  return {
    column: table.columns[column]!.name,
    parts: parts.map((_, i) =>
      last[i]!.row < 0
        ? null
        : {
            first: cellText(table, first[i]!.row, column),
            last: cellText(table, last[i]!.row, column),
          },
    ),
    inOrder: latest > -Infinity && earliest < Infinity && earliest > latest,
  };
}
