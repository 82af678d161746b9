import type { MethodContext } from '../../../method';
import type { Values } from '../../../params/params';
import { EngineError } from '../../../problems';
import { columnWith, type Roles } from '../../../roles/roles';
import type { Table } from '../../../table/table';
import { read } from '../../../params/values';
import { cellsOf, NO_CELL, type Cells } from '../../cells';
import { classesIn, type Levels } from '../../classes';
import { cellSums } from './cell-weights';
import { BINS, groupColumns } from './group-columns';
import { t } from '../../../language';

/** Weight per group (of one or several columns together) and class: cell = group * classes + class. */
export interface GroupLabelTable {
  readonly groups: Cells;
  readonly classes: Levels;
  /** Per row in scope, -1 where the group or the class is missing. */
  readonly cellOf: Int32Array;
  /** Sums of base weights per cell; 0 where a combination never occurs. */
  readonly sums: Float64Array;
  /** Rows per cell. */
  readonly rows: Float64Array;
  readonly names: readonly string[];
}

/** The columns that are crossed: those of groups, and the label when there is one. @throws EngineError unknown-column, bad-parameter */
export function crossedColumns(table: Table, roles: Roles, values: Values): number[] {
  const label = columnWith(roles, 'label');
  const groups = groupColumns(table, roles, values);
  return label === undefined ? groups : [...groups, label];
}

/**
 * Crosses groups with the label, both as the parameters of `group-columns` say.
 * @throws EngineError unknown-column, bad-parameter, missing-role, too-few-rows, one-class; Cancelled
 */
export function groupLabelTable(
  table: Table,
  values: Values,
  base: Float64Array,
  context: MethodContext,
): GroupLabelTable {
  const columns = groupColumns(table, context.roles, values);
  const classes = classesIn(table, context);
  const groups = cellsOf(table, columns, context, read.number(values, BINS.id)!);
  if (!groups.cells.length) {
    throw new EngineError('too-few-rows', t('No row in scope has a value in every group column.'));
  }
  const k = classes.values.length;
  const { codes } = table.columns[classes.column]!;
  const cellOf = new Int32Array(context.scope.length);
  for (let i = 0; i < cellOf.length; i++) {
    if (i % 16_384 === 0) context.tick(i, cellOf.length);
    const label = classes.indexOf[codes[context.scope[i]!]!]!;
    const group = groups.cellOf[i]!;
    cellOf[i] = label < 0 || group === NO_CELL ? -1 : group * k + label;
  }
  const cells = groups.cells.length * k;
  const ones = new Float64Array(cellOf.length).fill(1);
  return {
    groups,
    classes,
    cellOf,
    sums: cellSums(cellOf, base, cells),
    rows: cellSums(cellOf, ones, cells),
    names: namesOf(groups, classes, context.tick),
  };
}

/** There may be a hundred thousand classes in each of several groups. */
function namesOf({ cells }: Cells, { values }: Levels, tick: MethodContext['tick']): string[] {
  const names: string[] = [];
  for (const { name } of cells) {
    for (const value of values) {
      if (names.length % 16_384 === 0) tick(names.length, cells.length * values.length);
      names.push(`${name}|${value}`);
    }
  }
  return names;
}
