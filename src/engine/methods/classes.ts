import { classesOf, type Classes } from '../table/classes';
import type { MethodContext } from '../method';
import { EngineError } from '../problems';
import { columnWith } from '../roles/roles';
import { numbersByGroup } from '../plan/row-numbers';
import { rowsInScope } from '../scope';
import type { Column, Table } from '../table/table';
import { everyRow } from '../ticks';
import { t } from '../language';

/** The values of one column in scope, with their rows. */
export interface Levels extends Classes {
  /** Index of the column. */
  readonly column: number;
  /** Rows in scope per level, ascending. Rows whose cell is missing are in none. */
  readonly rows: readonly Uint32Array[];
}

/** The values of a column among the rows in scope, in class order. @throws Cancelled */
export function levelsOf(table: Table, column: number, context: MethodContext): Levels {
  const scope = rowsInScope(table, context);
  const classes = classesOf(
    table.columns[column]!,
    context.profiles[column]!,
    scope.rows,
    context.tick,
  );
  let rows: readonly Uint32Array[] | undefined;
  return {
    ...classes,
    column,
    // Many ask for the counts alone, and there may be millions of rows.
    get rows() {
      return (rows ??= rowsPerLevel(table, column, classes, context));
    },
  };
}

/** The class of each of some rows, -1 for none. @throws Cancelled */
export function classPerRow(
  { codes }: Column,
  { indexOf }: Classes,
  rows: Uint32Array,
  tick: MethodContext['tick'],
): Int32Array {
  const ticked = everyRow(tick);
  const classes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    ticked(i, rows.length);
    classes[i] = indexOf[codes[rows[i]!]!]!;
  }
  return classes;
}

function rowsPerLevel(
  table: Table,
  column: number,
  { values, indexOf }: Classes,
  context: MethodContext,
): readonly Uint32Array[] {
  const scope = rowsInScope(table, context);
  const { codes } = table.columns[column]!;
  const levelOf = new Int32Array(scope.count);
  const { rows } = scope;
  for (let i = 0; i < scope.count; i++) {
    if (i % 8192 === 0) context.tick(i, 2 * scope.count);
    levelOf[i] = indexOf[codes[rows ? rows[i]! : i]!]!;
  }
  return numbersByGroup(levelOf, values.length, context.tick, rows);
}

/**
 * The classes of the label in scope; at least one.
 * @throws EngineError missing-role, too-few-rows (no row has a label); Cancelled
 */
export function labelsOf(table: Table, context: MethodContext): Levels {
  const column = columnWith(context.roles, 'label');
  if (column === undefined) {
    throw new EngineError('missing-role', t('There is no label column: choose one.'));
  }
  const levels = levelsOf(table, column, context);
  if (!levels.values.length) {
    const name = table.columns[column]!.name;
    throw new EngineError('too-few-rows', t`No row in scope has a value in \`${name}\`.`);
  }
  return levels;
}

/** As `labelsOf`; at least two classes. @throws EngineError missing-role, too-few-rows, one-class; Cancelled */
export function classesIn(table: Table, context: MethodContext): Levels {
  const classes = labelsOf(table, context);
  if (classes.values.length === 1) {
    throw new EngineError(
      'one-class',
      t`Only one class (\`${classes.values[0]!}\`) in scope: there is nothing to balance.`,
    );
  }
  return classes;
}
