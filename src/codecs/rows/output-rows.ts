import type { RowList } from '../../engine/plan/row-list';
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
  const outputs = new Uint32Array(Math.min(EVERY, count));
  const sources = new Uint32Array(outputs.length);
  for (let from = 0; from < count; from += EVERY) {
    tick(from, count);
    const length = Math.min(EVERY, count - from);
    for (let i = 0; i < length; i++) outputs[i] = order === undefined ? from + i : order[from + i]!;
    if (rows instanceof Uint32Array) pickRows(rows, outputs, length, sources);
    else askRows(rows, outputs, length, sources);
    const block = { outputs, sources, length, kept: rows.length };
    visitBlock(writer, block, from + length === count);
  }
  tick(count, count);
}

/** Output rows in their final order, with the source rows of those below `kept`. */
interface Block {
  readonly outputs: Uint32Array;
  readonly sources: Uint32Array;
  readonly length: number;
  readonly kept: number;
}

function visitBlock(
  writer: RowWriter,
  { outputs, sources, length, kept }: Block,
  ends: boolean,
): void {
  for (let i = 0; i < length; i++) {
    const output = outputs[i]!;
    const last = ends && i === length - 1;
    if (output < kept) writer.kept(sources[i]!, output, last);
    else writer.made(output - kept, output, last);
  }
}

// Two functions, for a loop over lists of either kind is compiled for neither.
function pickRows(rows: Uint32Array, outputs: Uint32Array, length: number, to: Uint32Array): void {
  for (let i = 0; i < length; i++) {
    if (outputs[i]! < rows.length) to[i] = rows[outputs[i]!]!;
  }
}

function askRows(rows: RowList, outputs: Uint32Array, length: number, to: Uint32Array): void {
  for (let i = 0; i < length; i++) {
    if (outputs[i]! < rows.length) to[i] = rows.at(outputs[i]!)!;
  }
}
