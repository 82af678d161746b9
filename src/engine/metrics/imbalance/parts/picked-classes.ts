import { classesOf, type Classes } from '../../../table/classes';
import type { MetricContext } from '../../../metric';
import { EngineError } from '../../../problems';
import type { ParamValue } from '../../../params/params';
import { ascending } from '../../../statistics/correlations';
import { findColumn, type Column, type Table } from '../../../table/table';
import { labelOf } from '../../label';
import { t } from '../../../language';

/** A column whose values are counted as classes. */
export interface PickedClasses {
  readonly column: Column;
  readonly classes: Classes;
  /** Rows that have a class. */
  readonly rows: number;
}

/**
 * The column that the user picked, else the label; a reason when there is neither or it is empty.
 * @throws EngineError unknown-column
 */
export function pickedClasses(
  table: Table,
  picked: ParamValue,
  context: MetricContext,
): PickedClasses | { readonly reason: string } {
  if (typeof picked !== 'string') {
    const label = labelOf(table, context);
    if ('reason' in label) return label;
    const { column, classes } = label;
    return { column, classes, rows: table.rowCount - classes.missing };
  }
  const index = findColumn(table.columns, picked);
  if (index < 0) throw new EngineError('unknown-column', t`There is no column '${picked}'.`);
  const column = table.columns[index]!;
  const classes = classesOf(column, context.profiles[index]!);
  if (classes.codes.length === 0) return { reason: t('Every cell of the column is empty.') };
  return { column, classes, rows: table.rowCount - classes.missing };
}

/** Class indices by count, rarest first; ties in class order. */
export function rarestFirst({ counts }: Classes): number[] {
  return Array.from(ascending(counts));
}
