import { balanceOf, type BalanceInput } from './balance';
import { classesOf, countInClasses } from '../table/classes';
import { equalRowsIn } from '../table/equal-rows';
import { addBit, hasBit, noBits } from '../kernels/bit-sets';
import type { RowClusters } from '../kernels/row-clusters';
import { LoopShare } from '../loop-share';
import { madeCopies } from '../plan/made-repeats';
import type { Plan } from '../plan/plan';
import { plannedProfiles } from '../plan/planned-profiles';
import { plannedTable } from '../plan/planned-table';
import type { Preview, RowCounts } from './preview';
import { columnWith } from '../roles/roles';
import { distinctRows } from '../plan/row-numbers';
import type { RecipeBase, RecipeRun } from '../recipe/run-recipe';
import { scatterOf } from './scatter';
import type { Table, TableTick } from '../table/table';
import { everyRow } from '../ticks';

/**
 * What a recipe would do: the file as it is beside the file as it would be, by the same computations. `picture`: with
 * the scatter plot, for programs that show it. @throws Cancelled
 */
export function previewRun(
  table: Table,
  base: Pick<RecipeBase, 'profiles'>,
  run: RecipeRun,
  report: TableTick,
  picture = true,
): Preview {
  const loops = new LoopShare();
  const tick: TableTick = (done, total) => {
    report(loops.reach(done, total), 1);
  };
  const { plan, roles } = run;
  // No figure reads the other added columns, and there are many cells in them.
  const weights = plan.columns.filter((column) => column.role === 'weight');
  const weighed = { ...plan, columns: weights };
  const planned = plannedTable(table, weighed, tick);
  const label = columnWith(roles, 'label');
  const weight = columnWith(roles, 'weight');
  const source: BalanceInput = { table, profiles: base.profiles, roles, label, weight };
  const result: BalanceInput = {
    table: planned,
    profiles: plannedProfiles(planned, weighed, base.profiles, tick),
    roles,
    label,
    weight: weights.length ? table.columns.length : weight,
  };
  const copies = copiesOf(source, result, plan, tick);
  const before = balanceOf(source, copies.before, tick);
  const after = balanceOf(result, copies.after, tick);
  const kept = ascends(plan.rows) ? plan.rows : distinctRows(plan.rows, table.rowCount);
  return {
    before,
    after,
    classes: label === undefined ? [] : classRows(table, base, plan, kept, label, tick),
    rows: counted(plan, kept.length, table.rowCount),
    steps: run.steps,
    guards: plan.guards,
    notices: plan.notices,
    tables: plan.tables,
    scatter: picture ? scatterOf(table, base.profiles, run, tick) : null,
  };
}

/** Whether no row repeats, for they follow each other. */
function ascends(rows: Uint32Array): boolean {
  for (let i = 1; i < rows.length; i++) if (rows[i]! <= rows[i - 1]!) return false;
  return true;
}

function counted(plan: Pick<Plan, 'rows' | 'made'>, kept: number, rowCount: number): RowCounts {
  return {
    kept,
    repeated: plan.rows.length - kept,
    made: plan.made?.count ?? 0,
    removed: rowCount - kept,
  };
}

/** Rows that equal an earlier one in all columns of the source but ids, before and after. */
function copiesOf(source: BalanceInput, result: BalanceInput, plan: Plan, tick: TableTick) {
  const { table, profiles, roles } = source;
  const compared = roles.flatMap((role, index) =>
    role === 'id' || table.columns[index]!.made ? [] : [index],
  );
  if (!compared.length) return { before: 0, after: 0 };
  const clusters = equalRowsIn(table, profiles, compared, tick);
  const { rows, made } = plan;
  const ofMade = made?.count ? madeCopies(table, profiles, compared, { rows, made }, tick) : 0;
  const after =
    ofMade === undefined
      ? equalRowsIn(result.table, result.profiles, compared, tick).copies
      : copiesAmong(rows, clusters, tick) + ofMade;
  return { before: clusters.copies, after };
}

/** Of rows that may repeat, those that equal an earlier one. */
function copiesAmong(rows: Uint32Array, clusters: RowClusters, tick: TableTick): number {
  if (clusters.count === 0 && ascends(rows)) return 0;
  const seen = noBits(clusters.rowCount);
  const ticked = everyRow(tick);
  let copies = 0;
  for (let i = 0; i < rows.length; i++) {
    ticked(i, rows.length);
    const row = rows[i]!;
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
  tick: TableTick,
): Preview['classes'] {
  const column = table.columns[label]!;
  const classes = classesOf(column, base.profiles[label]!);
  const kept = countInClasses(classes, column.codes, keptRows, tick);
  const all =
    plan.rows === keptRows ? kept : countInClasses(classes, column.codes, plan.rows, tick);
  const made = countInClasses(
    classes,
    column.codes,
    plan.made?.parents ?? new Uint32Array(0),
    tick,
  );
  return classes.values.map((value, index) => ({
    value,
    kept: kept[index]!,
    repeated: all[index]! - kept[index]!,
    made: made[index]!,
    removed: classes.counts[index]! - kept[index]!,
    after: all[index]! + made[index]!,
  }));
}
