import { classesOf, countInClasses, type Classes } from '../table/classes';
import type { Codes, TableTick } from '../table/table';
import { everyRow } from '../ticks';
import type { AddedColumn, Plan } from '../plan/plan';
import { columnWith } from '../roles/roles';
import type { GuardSubject } from './guard';

/** Classes of the label with their share of rows or weight before and after a plan. */
export interface ClassShares {
  readonly classes: Classes;
  readonly before: readonly number[];
  readonly after: readonly number[];
  /** Rows per class after the plan. */
  readonly rows: readonly number[];
}

/** Of plans that were looked at: several guards ask for the same. */
const KNOWN = new WeakMap<Plan, ClassShares | undefined>();

/** undefined without a label or without a labelled row. @throws Cancelled */
export function classShares(subject: GuardSubject): ClassShares | undefined {
  const { plan } = subject;
  if (!KNOWN.has(plan)) KNOWN.set(plan, sharesBy(subject));
  return KNOWN.get(plan);
}

function sharesBy({ table, plan, context }: GuardSubject): ClassShares | undefined {
  const label = columnWith(context.roles, 'label');
  if (label === undefined) return undefined;
  const column = table.columns[label]!;
  const classes = classesOf(column, context.profiles[label]!);
  const tick: TableTick = (done, total) => context.tick(done, total);
  const { codes } = column;
  const rows = countInClasses(classes, codes, plan.rows, tick);
  if (plan.made) {
    const made = countInClasses(classes, codes, plan.made.parents, tick);
    made.forEach((count, index) => (rows[index]! += count));
  }
  const weight = plan.columns.find((added) => added.role === 'weight');
  const sizes = weight ? weightsOf(plan, weight, classes, codes, tick) : rows;
  const before = sharesOf(classes.counts);
  return before && { classes, before, after: sharesOf(sizes) ?? sizes, rows };
}

/** The weights of the output rows of each class; a made row has its parent's class. */
function weightsOf(
  { rows, made }: Plan,
  weight: AddedColumn,
  classes: Classes,
  codes: Codes,
  tick: TableTick,
): number[] {
  const sizes = classes.values.map(() => 0);
  const ticked = everyRow(tick);
  const count = rows.length + (made?.count ?? 0);
  for (let output = 0; output < count; output++) {
    ticked(output, count);
    const row = output < rows.length ? rows[output]! : made!.parents[output - rows.length]!;
    const index = classes.indexOf[codes[row]!]!;
    if (index >= 0) sizes[index]! += Number(weight.text(output));
  }
  return sizes;
}

function sharesOf(sizes: readonly number[]): number[] | undefined {
  const total = sizes.reduce((a, b) => a + b, 0);
  return total > 0 ? sizes.map((size) => size / total) : undefined;
}
