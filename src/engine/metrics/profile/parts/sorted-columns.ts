import { readDate } from '../../../cells/date';
import type { MetricContext } from '../../../metric';
import type { Role } from '../../../roles/roles';
import {
  isSketched,
  sampledColumns,
  sampleAmong,
  type SampledColumn,
} from '../../../sampling/sampled-columns';
import type { Table } from '../../../table/table';

/** A column by which the rows of a file are in order, or nearly so. */
export interface SortedColumn {
  readonly column: number;
  readonly name: string;
  readonly ascending: boolean;
  /** Of the steps from row to row that change the value, the share that goes that way. */
  readonly share: number;
  /** Rows from the beginning of the file on which that rests, where the column's cells are not held. */
  readonly firstRows?: number;
}

/** Rows that are compared, one after the other: a file in order is in order in any of its rows. */
const ROWS = 1000;
/** Columns that are looked at. */
const MOST_COLUMNS = 200;
/** Steps that are needed to speak of order, and the share of them that goes one way. */
const FEWEST = 10;
const MOSTLY = 0.95;
const APART: ReadonlySet<Role> = new Set<Role>(['id', 'ignored', 'weight', 'text']);

/** Columns by which rows (all, or those `among`) are in order, those that are wholly so first. @throws Cancelled */
export function sortedColumns(
  table: Table,
  among: Uint32Array | undefined,
  context: MetricContext,
): SortedColumn[] {
  const looked = table.columns
    .filter(({ index, made }) => !made && mayBeSorted(index, context))
    .map(({ index }) => index)
    .slice(0, MOST_COLUMNS);
  const held = looked.filter((index) => !isSketched(table, index));
  const open = looked.filter((index) => isSketched(table, index));
  const found = [held, open].flatMap((columns) => {
    if (columns.length === 0) return [];
    const sample = sampleAmong(table, columns, among, ROWS);
    const firstRows = sample.rows.length;
    return sampledColumns(table, columns, sample, context).flatMap((column) => {
      context.tick(0, 1);
      const order = orderOf(column, context);
      if (!order) return [];
      const { index, name } = table.columns[column.index]!;
      const part = sample.first && firstRows < table.rowCount ? { firstRows } : {};
      return [{ column: index, name, ...order, ...part }];
    });
  });
  return found.sort((a, b) => b.share - a.share || a.column - b.column);
}

/** Ids in order are no news, running text has no order, and of structures none is meant. */
function mayBeSorted(index: number, { profiles, roles }: MetricContext): boolean {
  const { semantic, distinct } = profiles[index]!;
  if (APART.has(roles[index]!) || distinct < FEWEST) return false;
  return semantic !== 'free-text' && semantic !== 'structured' && semantic !== 'empty';
}

function orderOf(
  column: SampledColumn,
  { profiles }: MetricContext,
): Pick<SortedColumn, 'ascending' | 'share'> | undefined {
  const compare = comparison(column, profiles[column.index]!.type === 'date');
  let [up, down, last] = [0, 0, -1];
  for (const level of column.levels) {
    if (level < 0) continue;
    if (last >= 0 && level !== last) {
      const step = compare(last, level);
      if (step < 0) up++;
      else if (step > 0) down++;
    }
    last = level;
  }
  const steps = up + down;
  const share = Math.max(up, down) / steps;
  if (steps < FEWEST || share < MOSTLY) return undefined;
  return { ascending: up > down, share };
}

/** Below 0 where level a comes before level b: by number, by date, else by the letters. */
function comparison(
  { levels, levelCount, numbers, text }: SampledColumn,
  dates: boolean,
): (a: number, b: number) => number {
  if (numbers || dates) {
    const of = new Float64Array(levelCount).fill(NaN);
    levels.forEach((level, i) => {
      if (level >= 0 && Number.isNaN(of[level]!))
        of[level] = numbers ? numbers[i]! : timeOf(text(level));
    });
    return (a, b) => of[a]! - of[b]!;
  }
  return (a, b) => {
    const [first, second] = [text(a), text(b)];
    return first < second ? -1 : Number(first > second);
  };
}

function timeOf(text: string): number {
  const date = readDate(text);
  if (!date) return NaN;
  return Number.isNaN(date.time) ? date.swapped : date.time;
}
