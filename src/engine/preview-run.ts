import { balanceOf, type BalanceInput } from './balance';
import { classesOf, type Classes } from './classes';
import type { Plan } from './plan';
import { plannedProfiles, plannedTable } from './planned-table';
import type { Preview, RowCounts } from './preview';
import { columnWith } from './roles';
import { distinctRows, rowNumbers } from './row-numbers';
import type { RecipeBase, RecipeRun } from './run-recipe';
import { scatterOf } from './scatter';
import type { Codes, Table } from './table';

/**
 * What a recipe would do: the file as it is beside the file as it would be, by the same computations.
 * @throws Cancelled
 */
export function previewRun(
  table: Table,
  base: Pick<RecipeBase, 'profiles'>,
  run: RecipeRun,
  tick: (done: number, total: number) => void,
): Preview {
  const { plan, roles } = run;
  // No figure reads the other added columns, and there are many cells in them.
  const weights = plan.columns.filter((column) => column.role === 'weight');
  const counted = { ...plan, columns: weights };
  const planned = plannedTable(table, counted);
  tick(1, 4);
  const label = columnWith(roles, 'label');
  const weight = columnWith(roles, 'weight');
  const input: BalanceInput = { table, profiles: base.profiles, roles, label, weight };
  const before = balanceOf(input, (done, total) => tick(1 + done / total, 4));
  const after = balanceOf(
    {
      table: planned,
      profiles: plannedProfiles(planned, counted, base.profiles),
      roles,
      label,
      weight: weights.length ? table.columns.length : weight,
    },
    (done, total) => tick(2 + done / total, 4),
  );
  return {
    before,
    after,
    classes: label === undefined ? [] : classRows(table, base, plan, label),
    rows: rowCounts(plan, table.rowCount),
    steps: run.steps,
    guards: plan.guards,
    notices: plan.notices,
    tables: plan.tables,
    scatter: scatterOf(table, base.profiles, run),
  };
}

/** Kept, repeated, made and removed rows of a plan over `rowCount` source rows. */
export function rowCounts(plan: Pick<Plan, 'rows' | 'made'>, rowCount: number): RowCounts {
  const kept = distinctRows(plan.rows, rowCount).length;
  return {
    kept,
    repeated: plan.rows.length - kept,
    made: plan.made?.count ?? 0,
    removed: rowCount - kept,
  };
}

/** Row counts per class; a made row has its parent's class. */
function classRows(
  table: Table,
  base: Pick<RecipeBase, 'profiles'>,
  plan: Plan,
  label: number,
): Preview['classes'] {
  const column = table.columns[label]!;
  const classes = classesOf(column, base.profiles[label]!);
  const before = tally(classes, column.codes, rowNumbers(table.rowCount));
  const kept = tally(classes, column.codes, distinctRows(plan.rows, table.rowCount));
  const all = tally(classes, column.codes, plan.rows);
  const made = tally(classes, column.codes, plan.made?.parents ?? new Uint32Array(0));
  return classes.values.map((value, index) => ({
    value,
    kept: kept[index]!,
    repeated: all[index]! - kept[index]!,
    made: made[index]!,
    removed: before[index]! - kept[index]!,
    after: all[index]! + made[index]!,
  }));
}

function tally(classes: Classes, codes: Codes, rows: Uint32Array): number[] {
  const counts = classes.values.map(() => 0);
  for (const row of rows) {
    const index = classes.indexOf[codes[row]!]!;
    if (index >= 0) counts[index]!++;
  }
  return counts;
}
