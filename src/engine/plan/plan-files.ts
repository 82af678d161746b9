import { outputRows, type AddedColumn, type Plan } from './plan';
import { outputAt } from './planned-table';
import { madeOf, type PartPlan } from './split-plan';
import type { TableTick } from '../table/table';
import { everyRow } from '../ticks';

/** What one of the files holds that a plan is written to. */
export interface FilePlan extends Omit<PartPlan, 'removed' | 'changes'> {
  /** The value of the column whose rows these are. */
  readonly value: string;
}

/** The column whose values go to files of their own; undefined where all rows go to one. */
export function filesColumn({ columns }: Pick<Plan, 'columns'>): AddedColumn | undefined {
  return columns.findLast(({ files }) => files !== undefined);
}

/** A plan file by file, in the order of the column's values; rows keep the order they have. @throws Cancelled (from tick) */
export function planFiles(
  plan: Plan,
  column: AddedColumn,
  rowCount: number,
  tick?: TableTick,
): FilePlan[] {
  const values = column.files ?? [];
  const place = new Map(values.map((value, i) => [value, i]));
  const count = outputRows(plan);
  const ticked = everyRow(tick);
  const fileAt = new Uint8Array(count);
  const sizes = new Uint32Array(values.length);
  for (let at = 0; at < count; at++) {
    ticked(at, 2 * count);
    const file = place.get(column.text(outputAt(plan, at))) ?? 0;
    fileAt[at] = file;
    sizes[file]!++;
  }
  const outputs = values.map((_, i) => new Uint32Array(sizes[i]!));
  sizes.fill(0);
  for (let at = 0; at < count; at++) {
    ticked(count + at, 2 * count);
    const file = fileAt[at]!;
    outputs[file]![sizes[file]!++] = outputAt(plan, at);
  }
  const columns = plan.columns.filter((added) => added !== column);
  return values.map((value, i) => ({
    value,
    ...filePlan({ ...plan, columns }, outputs[i]!, rowCount),
  }));
}

/** `outputs`: of the whole plan, in the order in which they are written. */
function filePlan(
  plan: Plan,
  outputs: Uint32Array,
  rowCount: number,
): Pick<FilePlan, 'rows' | 'made' | 'order' | 'columns'> {
  const isKept = (output: number) => output < plan.rows.length;
  const kept = outputs.filter(isKept);
  const made = outputs.filter((output) => !isKept(output));
  const outputOf = (own: number) => (own < kept.length ? kept[own]! : made[own - kept.length]!);
  const columns = plan.columns.map((column): AddedColumn => ({
    ...column,
    text: (own) => column.text(outputOf(own)),
  }));
  const rows = kept.map((output) => plan.rows[output]!);
  if (!plan.made || made.length === 0) return { rows, columns };
  const numbers = Array.from(made, (output) => output - plan.rows.length);
  const whole = { firstRow: 0, rows: rowCount, columnAt: (column: number) => column };
  return {
    rows,
    columns,
    made: madeOf(plan.made, numbers, whole),
    order: orderOf(outputs, isKept),
  };
}

/** Kept rows are numbered first: where each of them and of the made rows stands. */
function orderOf(outputs: Uint32Array, isKept: (output: number) => boolean): Uint32Array {
  let kept = 0;
  let made = outputs.reduce((n, output) => n + (isKept(output) ? 1 : 0), 0);
  return outputs.map((output) => (isKept(output) ? kept++ : made++));
}
