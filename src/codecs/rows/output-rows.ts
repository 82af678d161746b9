import type { WriteJob, Tick } from '../codec';

const EVERY = 4096;

/** What to do with one output row. `output` is its number before the plan's order, for added columns. */
export interface RowWriter {
  /** `last`: no row follows. */
  kept(row: number, output: number, last: boolean): void;
  made(made: number, output: number, last: boolean): void;
}

/** Number of rows that a job writes. */
export function outputCount({ plan }: WriteJob): number {
  return plan.rows.length + (plan.made?.count ?? 0);
}

/** Visits the output rows of a job in their final order. @throws what the writer throws; Cancelled */
export function eachOutputRow(job: WriteJob, writer: RowWriter, tick: Tick): void {
  const { rows, order } = job.plan;
  const count = outputCount(job);
  for (let at = 0; at < count; at++) {
    if (at % EVERY === 0) tick(at, count);
    const output = order === undefined ? at : order[at]!;
    const last = at === count - 1;
    if (output < rows.length) writer.kept(rows.at(output)!, output, last);
    else writer.made(output - rows.length, output, last);
  }
  tick(count, count);
}
