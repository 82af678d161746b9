import { balanceOf, equalRows, type BalanceInput } from './balance';
import { classesOf, type Classes } from './classes';
import { addBit, hasBit, noBits } from './kernels/bit-sets';
import type { RowClusters } from './kernels/row-clusters';
import type { Plan } from './plan';
import { plannedProfiles } from './planned-profiles';
import { plannedTable } from './planned-table';
import type { Preview, RowCounts } from './preview';
import { columnWith } from './roles';
import { distinctRows } from './row-numbers';
import type { RecipeBase, RecipeRun } from './run-recipe';
import { scatterOf } from './scatter';
import type { Codes, Table } from './table';

/** Copies before and after, then figures and picture. */
const PARTS = 3;

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
  const weighed = { ...plan, columns: weights };
  const planned = plannedTable(table, weighed);
  const label = columnWith(roles, 'label');
  const weight = columnWith(roles, 'weight');
  const source: BalanceInput = { table, profiles: base.profiles, roles, label, weight };
  const result: BalanceInput = {
    table: planned,
    profiles: plannedProfiles(planned, weighed, base.profiles),
    roles,
    label,
    weight: weights.length ? table.columns.length : weight,
  };
  const clusters = equalRows(source, (done, total) => tick(done / total, PARTS));
  const madeClusters =
    plan.made && equalRows(result, (done, total) => tick(1 + done / total, PARTS));
  const copies = clusters && (madeClusters?.copies ?? copiesAmong(plan.rows, clusters));
  tick(2, PARTS);
  const before = balanceOf(source, clusters?.copies ?? 0);
  tick(2, PARTS);
  const after = balanceOf(result, copies ?? 0);
  tick(2, PARTS);
  const kept = distinctRows(plan.rows, table.rowCount);
  return {
    before,
    after,
    classes: label === undefined ? [] : classRows(table, base, plan, kept, label),
    rows: counted(plan, kept.length, table.rowCount),
    steps: run.steps,
    guards: plan.guards,
    notices: plan.notices,
    tables: plan.tables,
    scatter: scatterOf(table, base.profiles, run, (done, total) => tick(2 + done / total, PARTS)),
  };
}

/** Kept, repeated, made and removed rows of a plan over `rowCount` source rows. */
export function rowCounts(plan: Pick<Plan, 'rows' | 'made'>, rowCount: number): RowCounts {
  return counted(plan, distinctRows(plan.rows, rowCount).length, rowCount);
}

function counted(plan: Pick<Plan, 'rows' | 'made'>, kept: number, rowCount: number): RowCounts {
  return {
    kept,
    repeated: plan.rows.length - kept,
    made: plan.made?.count ?? 0,
    removed: rowCount - kept,
  };
}

/** Of rows that may repeat, those that equal an earlier one. */
function copiesAmong(rows: Uint32Array, clusters: RowClusters): number {
  const seen = noBits(clusters.rowCount);
  let copies = 0;
  for (const row of rows) {
    const cluster = clusters.clusterOf(row);
    const first = cluster < 0 ? row : clusters.rows(cluster)[0]!;
    if (hasBit(seen, first)) copies++;
    addBit(seen, first);
  }
  return copies;
}

/** Row counts per class; a made row has its parent's class. */
function classRows(
  table: Table,
  base: Pick<RecipeBase, 'profiles'>,
  plan: Plan,
  keptRows: Uint32Array,
  label: number,
): Preview['classes'] {
  const column = table.columns[label]!;
  const classes = classesOf(column, base.profiles[label]!);
  const kept = tally(classes, column.codes, keptRows);
  const all = tally(classes, column.codes, plan.rows);
  const made = tally(classes, column.codes, plan.made?.parents ?? new Uint32Array(0));
  return classes.values.map((value, index) => ({
    value,
    kept: kept[index]!,
    repeated: all[index]! - kept[index]!,
    made: made[index]!,
    removed: classes.counts[index]! - kept[index]!,
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
