import { classesOf } from '../../../table/classes';
import type { MethodContext } from '../../../method';
import { meanDifference } from '../../../statistics/mean-difference';
import type { Table } from '../../../table/table';

/** How far two groups of rows are apart in one column. */
export interface ColumnBalance {
  readonly column: string;
  /** The value that differs most, of a column of categories. */
  readonly value?: string;
  /** Standardised mean difference; null where it is not defined. */
  readonly difference: number | null;
}

/** Values of a column of categories that are looked at, the most frequent ones. */
const MOST_LEVELS = 50;

/** Standardised mean differences of two lists of rows, column by column; rows may repeat. @throws Cancelled */
export function balanceOf(
  table: Table,
  columns: readonly number[],
  { profiles, tick }: MethodContext,
  rare: Uint32Array,
  common: Uint32Array,
): ColumnBalance[] {
  return columns.map((index, place) => {
    tick(place, columns.length);
    const column = table.columns[index]!;
    const { numbers, semantic } = profiles[index]!;
    if (numbers && semantic === 'numeric') {
      const finite = (rows: Uint32Array) =>
        Array.from(rows, (row) => numbers[column.codes[row]!]!).filter(Number.isFinite);
      return { column: column.name, difference: meanDifference(finite(rare), finite(common)) };
    }
    const levels = classesOf(column, profiles[index]!);
    const frequent = [...levels.values.keys()]
      .sort((a, b) => levels.counts[b]! - levels.counts[a]! || a - b)
      .slice(0, MOST_LEVELS);
    const indicators = (rows: Uint32Array, level: number) =>
      Array.from(rows, (row) => (levels.indexOf[column.codes[row]!] === level ? 1 : 0));
    const each = frequent.map((level) => ({
      column: column.name,
      value: levels.values[level]!,
      difference: meanDifference(indicators(rare, level), indicators(common, level)),
    }));
    const size = ({ difference }: ColumnBalance) => Math.abs(difference ?? 0);
    return each.reduce<ColumnBalance>((most, own) => (size(own) > size(most) ? own : most), {
      column: column.name,
      difference: 0,
    });
  });
}
