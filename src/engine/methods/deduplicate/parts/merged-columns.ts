import type { Label } from '../../../metrics/label';
import { classCounts } from '../../../metrics/duplicates/parts/class-counts';
import type { AddedColumn } from '../../../plan/plan';
import { EngineError } from '../../../problems';
import type { Table } from '../../../table/table';
import { count, quoted } from '../../../words';
import type { Merging } from './merged-cells';
import type { MergedPlan, MergedSets } from './merged-rows';
import { t } from '../../../language';

/** Classes up to which each has a column of shares. */
const MOST_CLASSES = 1000;

/** The most frequent label of a set, of equals the first in class order. */
export function mergedLabel(label: Label): Merging {
  const { column, classes } = label;
  const text = (rows: Uint32Array) => {
    const [most] = classCounts(rows, label);
    return most ? classes.values[most.of]! : '';
  };
  const textOf = (row: number) => {
    const own = classes.indexOf[column.codes[row]!]!;
    return own < 0 ? '' : classes.values[own]!;
  };
  return { column: column.index, text, isIn: (row, rows) => textOf(row) === text(rows) };
}

/**
 * `dup_cluster_size`; `_merged_rows`, the source rows of a set; `n_<column>`, cells that were averaged where some were
 * empty; and with `soft` a column `p_<class>` for each class: its share among the labels of the rows.
 * Rows out of scope are not counted: their cells are empty. @throws EngineError too-many-classes
 */
export function mergedColumns(
  table: Table,
  plan: MergedPlan,
  { sets }: MergedSets,
  merging: readonly Merging[],
  soft: Label | undefined,
  inScope: (row: number) => boolean,
): AddedColumn[] {
  const rowsOf = (output: number) =>
    plan.setOf(output)?.rows ?? Uint32Array.of(plan.source(output)).filter(inScope);
  const averaged = merging.filter(
    ({ counted }) => counted && sets.some(({ rows }) => counted(rows) !== rows.length),
  );
  return [
    {
      name: 'dup_cluster_size',
      type: 'integer',
      text: (output) => String(plan.setOf(output)?.rows.length ?? 1),
    },
    {
      name: '_merged_rows',
      type: 'text',
      text: (output) => plan.setOf(output)?.rows.join(' ') ?? '',
    },
    ...averaged.map(({ column, counted }): AddedColumn => ({
      name: `n_${table.columns[column]!.name}`,
      type: 'integer',
      text: (output) => {
        const rows = rowsOf(output);
        return rows.length > 0 ? String(counted!(rows)) : '';
      },
    })),
    ...(soft ? shareColumns(soft, rowsOf) : []),
  ];
}

function shareColumns(
  label: Label,
  rowsOf: (output: number) => Uint32Array,
): readonly AddedColumn[] {
  const { values } = label.classes;
  if (values.length > MOST_CLASSES) {
    throw new EngineError(
      'too-many-classes',
      t`${quoted(label.name)} takes ${count(values.length)} values: shares of labels are written up to ${count(MOST_CLASSES)}. Set \`labels\` to \`mode\`.`,
    );
  }
  return values.map((value, of) => ({
    name: `p_${value}`,
    type: 'number',
    text: (output) => {
      const counts = classCounts(rowsOf(output), label);
      const all = counts.reduce((sum, each) => sum + each.count, 0);
      const own = counts.find((each) => each.of === of)?.count ?? 0;
      return all === 0 ? '' : String(own / all);
    },
  }));
}
