import { classesOf } from '../table/classes';
import type { Balance } from './preview';
import type { ColumnProfile } from '../table/profile';
import type { Roles } from '../roles/roles';
import { entropy } from '../statistics/evenness';
import { extremes } from '../statistics/extremes';
import type { Table, TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** A table to take the figures of; columns beyond `roles` were added by a plan. */
export interface BalanceInput {
  readonly table: Table;
  readonly profiles: readonly ColumnProfile[];
  /** Of the source's columns. */
  readonly roles: Roles;
  readonly label: number | undefined;
  /** Index of the column with the weights that count. */
  readonly weight: number | undefined;
}

/**
 * Class figures of a table with its exact copies. Weights, where there are any, decide shares and ratio.
 * @throws Cancelled (from tick)
 */
export function balanceOf(input: BalanceInput, duplicateRows: number, tick: TableTick): Balance {
  const { table, label } = input;
  const classes = label === undefined ? [] : classFigures(input, label, tick);
  const sizes = classes.map(({ weight, count }) => weight ?? count).filter((size) => size > 0);
  const { rarest, largest } = extremes(sizes);
  return {
    rows: table.rowCount,
    imbalanceRatio: sizes.length ? sizes[largest]! / sizes[rarest]! : null,
    effectiveClasses: sizes.length ? Math.exp(entropy(sizes)) : null,
    duplicateRows,
    classes,
  };
}

function classFigures(
  { table, profiles, weight }: BalanceInput,
  label: number,
  tick: TableTick,
): Balance['classes'] {
  const column = table.columns[label]!;
  const { values, counts, indexOf } = classesOf(column, profiles[label]!);
  const plain = values.map((value, index) => ({ value, count: counts[index]! }));
  const numbers = weight === undefined ? undefined : profiles[weight]?.numbers;
  if (weight === undefined || !numbers) return plain;
  const weights = table.columns[weight]!.codes;
  const sums = values.map(() => 0);
  let total = 0;
  const ticked = everyRow(tick);
  column.codes.forEach((code, row) => {
    ticked(row, table.rowCount);
    const index = indexOf[code]!;
    const number = numbers[weights[row]!]!;
    if (index < 0 || !(number > 0)) return;
    sums[index]! += number;
    total += number;
  });
  if (total <= 0) return plain;
  return values.map((value, index) => ({
    value,
    count: counts[index]!,
    weight: sums[index]! / total,
  }));
}
