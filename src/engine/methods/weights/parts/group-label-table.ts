import type { MethodContext } from '../../../method';
import type { Table } from '../../../table';
import { cellsOf, NO_CELL, type Cells } from '../../cells';
import { classesIn, type Levels } from '../../classes';
import { cellSums } from './cell-weights';

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

/** Crosses groups with the label. @throws EngineError missing-role, too-few-rows, one-class; Cancelled */
export function groupLabelTable(
  table: Table,
  columns: readonly number[],
  base: Float64Array,
  context: MethodContext,
  bins: number,
): GroupLabelTable {
  const classes = classesIn(table, context);
  const groups = cellsOf(table, columns, context, bins);
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
    names: groups.cells.flatMap(({ name }) => classes.values.map((value) => `${name}|${value}`)),
  };
}
