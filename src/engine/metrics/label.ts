import { classesOf, type Classes } from '../table/classes';
import type { MetricContext } from '../metric';
import type { ColumnProfile } from '../table/profile';
import { columnWith } from '../roles/roles';
import type { Column, Table } from '../table/table';
import { distinctCount, quoted } from '../words';
import { t } from '../language';

/** The label column with its classes. */
export interface Label {
  readonly column: Column;
  readonly name: string;
  readonly classes: Classes;
}

/** What of a context says which column the label is. */
type Known = Pick<MetricContext, 'roles' | 'profiles' | 'tick'>;

/** Numbers are taken for classes up to this many values, or with this many rows each. */
const FEW_NUMBERS = 50;
const MOST_NUMBERS = 1000;
const ROWS_PER_NUMBER = 10;

/** Whether a column's numbers are amounts rather than the names of classes. */
export function isQuantity(profile: ColumnProfile, rows: number): boolean {
  const { semantic, distinct, missing } = profile;
  return (
    semantic === 'numeric' &&
    distinct > FEW_NUMBERS &&
    (distinct > MOST_NUMBERS || rows - missing < ROWS_PER_NUMBER * distinct)
  );
}

/** The label and its classes; a reason when there is no label, or when it is a quantity and not a class. */
export function labelOf(table: Table, context: Known): Label | { readonly reason: string } {
  const index = columnWith(context.roles, 'label');
  if (index === undefined) return { reason: t('No column has the role label.') };
  const column = table.columns[index]!;
  const profile = context.profiles[index]!;
  if (isQuantity(profile, table.rowCount)) {
    const name = quoted(column.name);
    return {
      reason: t`${name} holds ${distinctCount(profile)} different numbers: a quantity, not classes.`,
    };
  }
  const classes = classesOf(column, profile, undefined, context.tick);
  if (classes.codes.length === 0) {
    return { reason: t`Every cell of the label ${quoted(column.name)} is empty.` };
  }
  return { column, name: column.name, classes };
}

/** The label where one is useful but not needed. */
export function labelIfAny(table: Table, context: Known): Label | undefined {
  const label = labelOf(table, context);
  return 'reason' in label ? undefined : label;
}
