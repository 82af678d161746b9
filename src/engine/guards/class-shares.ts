import { classesOf, type Classes } from '../table/classes';
import { everyRow } from '../ticks';
import type { Plan } from '../plan/plan';
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
  const sizes = classes.values.map(() => 0);
  const rows = classes.values.map(() => 0);
  const weight = plan.columns.find((added) => added.role === 'weight');
  const ticked = everyRow((done, total) => context.tick(done, total));
  forEachOutput(plan, (row, output) => {
    ticked(output, plan.rows.length + (plan.made?.count ?? 0));
    const index = classes.indexOf[column.codes[row]!]!;
    if (index < 0) return;
    rows[index]!++;
    sizes[index]! += weight ? Number(weight.text(output)) : 1;
  });
  const before = sharesOf(classes.counts);
  return before && { classes, before, after: sharesOf(sizes) ?? sizes, rows };
}

/** The source row (of a made row its parent) of every output row. */
function forEachOutput(plan: Plan, visit: (row: number, output: number) => void): void {
  plan.rows.forEach(visit);
  plan.made?.parents.forEach((row, made) => visit(row, plan.rows.length + made));
}

function sharesOf(sizes: readonly number[]): number[] | undefined {
  const total = sizes.reduce((a, b) => a + b, 0);
  return total > 0 ? sizes.map((size) => size / total) : undefined;
}
