import { EngineError } from '../../engine/problems';
import type { ColumnHint } from '../../engine/sketches/state';
import { quoted } from '../../engine/words';
import type { ByteSource } from '../bytes';
import type { Tick } from '../codec';
import { KeyStore } from '../delimited/columns/key-store';
import type { Footer } from './footer';
import {
  MOST_EXPECTED,
  type FieldPlan,
  type FieldReader,
  type GroupPart,
  type GroupTask,
} from './group-part';
import { startKernel, type KernelInstance } from './kernel';
import { KernelColumn } from './kernel-column';
import type { Field } from './schema';
import { TwinColumn } from './twin-column';
import { valueForm } from './value-form';
import { t } from '../../engine/language';

/**
 * Reads consecutive row groups column by column, and of each column one page at a time. `hints` is asked when a column has
 * to be opened; `tick` gets bytes of the task. @throws EngineError unreadable, source-changed, too-large; Cancelled
 */
export function readGroups(
  source: ByteSource,
  footer: Footer,
  task: GroupTask,
  hints: () => readonly ColumnHint[],
  tick: Tick,
): GroupPart {
  const groups = footer.groups.slice(task.firstGroup, task.endGroup);
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  const keys = new KeyStore(Math.min(rows, MOST_EXPECTED));
  const kernel = task.withoutKernel ? undefined : startKernel();
  let done = 0;
  const progress = (bytes: number) => {
    tick((done += bytes), task.bytes);
  };
  const read = footer.schema.fields.map((field, index) => {
    const firstRow = groups[0]?.firstRow ?? 0;
    const { limits } = task;
    const plan = { field, index, rows, firstRow, limits, hints, keys };
    const reader = readerOf(source, plan, kernel);
    return refusedWhenFull(field, () => {
      for (const group of groups) reader.take(source, group, progress);
      return reader.finish();
    });
  });
  return {
    rows,
    columns: read.map(({ column }) => column),
    odd: read.map(({ odd }) => odd),
    keys: keys.finish(rows),
  };
}

/** Names of what is thrown when memory is full, by the engine and by WebAssembly. */
const FULL = ['RangeError', 'RuntimeError'];

/** Says in a sentence that memory is full: arrays that are too large and the kernel's traps do not. */
function refusedWhenFull<T>({ name }: Field, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const isFull = error instanceof Error && FULL.includes(error.name);
    if (!isFull) throw error;
    throw new EngineError(
      'too-large',
      t`Column ${quoted(name)} needs more memory than there is: split the file and audit the parts.`,
    );
  }
}

function readerOf(
  source: ByteSource,
  plan: FieldPlan,
  kernel: KernelInstance | undefined,
): FieldReader {
  const { flat, leaves } = plan.field;
  const form = flat ? valueForm(leaves[0]!.element) : undefined;
  return kernel && form ? new KernelColumn(kernel, plan, form) : new TwinColumn(source, plan);
}
