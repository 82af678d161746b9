import { basename } from 'node:path';
import type { Codec, ReadResult, WriteJob } from '../codecs/codec';
import type { ByteSource } from '../codecs/bytes';
import { GENERATOR } from '../engine/random';
import { NO_ROW, type AddedColumn, type Plan, type RemovedRows } from '../engine/plan';
import type { Preview } from '../engine/preview';
import { RECIPE_VERSION, type RecipeFile, type RecordedRead } from '../engine/recipe-file';
import type { Recipe } from '../engine/recipe';
import { recordRoles } from '../engine/recorded-roles';
import type { Roles } from '../engine/roles';
import type { Values } from '../engine/params';
import type { WrittenPaths } from '../protocol/messages';
import type { AtomicFiles } from './atomic';
import { freeName } from './output-names';
import { packingSink } from './packed/packing-sink';
import { TOOL } from './tool';

/** Everything that is needed to write one recipe's result beside its source. */
export interface PressJob {
  readonly codec: Codec;
  readonly source: ByteSource;
  readonly sha256: string;
  readonly result: ReadResult;
  readonly recipe: Recipe;
  /** The recipe's steps with every parameter resolved. */
  readonly steps: readonly { readonly method: string; readonly values: Values }[];
  readonly roles: Roles;
  readonly plan: Plan;
  readonly preview: Preview;
  readonly names: WrittenPaths;
}

/**
 * Writes output, removed rows and recipe into one group, under hidden names: the caller commits it or discards it. The
 * removed rows keep their bytes, and a row that breaks the rules of the format may always leave.
 * @throws EngineError ragged-rows, disk-full, unwritable; Cancelled
 */
export function press(
  job: PressJob,
  files: AtomicFiles,
  tick: (done: number, total: number) => void,
): void {
  const { codec, source, result, plan, names } = job;
  const dialect = result.facts.dialect;
  const base = { source, result, ...(dialect && { dialect }) };
  const write = (rows: WriteJob, path: string) => {
    const sink = packingSink(files.create(path), basename(path));
    codec.write(rows, sink, tick);
    sink.finish();
  };
  write({ ...base, plan }, names.path);
  if (names.removed !== null) {
    const header = new Set(result.table.columns.map((column) => column.name));
    const removed = {
      rows: plan.removed.rows,
      columns: removedColumns(plan.removed, header),
    };
    write({ ...base, plan: removed, tolerant: true }, names.removed);
  }
  const receipt = `${JSON.stringify(recipeFileOf(job), null, 2)}\n`;
  files.create(names.recipe).write(new TextEncoder().encode(receipt));
}

/** The recipe file of a job: the receipt that can be run again. */
export function recipeFileOf(job: PressJob): RecipeFile {
  const { result, recipe, plan, preview, names } = job;
  const { facts, table } = result;
  const name = (path: string) => basename(path);
  return {
    ballast: RECIPE_VERSION,
    tool: TOOL,
    generator: GENERATOR,
    source: {
      path: facts.name,
      format: facts.format,
      bytes: facts.bytes,
      rows: table.rowCount,
      sha256: job.sha256,
      read: recordedRead(result),
      ...(facts.dialect && { dialect: facts.dialect }),
    },
    roles: recordRoles(job.roles, table.columns),
    seed: recipe.seed,
    steps: job.steps,
    ...(recipe.overrides?.length && { overrides: [...recipe.overrides].sort() }),
    changes: preview.steps.map((step) => step.change),
    rows: preview.rows,
    before: preview.before,
    after: preview.after,
    guards: plan.guards,
    notices: preview.notices,
    tables: plan.tables,
    problems: facts.problems,
    written: {
      path: name(names.path),
      removed: names.removed === null ? null : name(names.removed),
      recipe: name(names.recipe),
    },
  };
}

function recordedRead({ facts }: ReadResult): RecordedRead {
  const { encoding, dialect } = facts;
  return dialect
    ? { encoding, delimiter: dialect.delimiter, header: dialect.header }
    : { encoding };
}

/** Why a row left, the source row kept in its place (empty: none), and its own source row; rows count from 0. */
function removedColumns(removed: RemovedRows, header: ReadonlySet<string>): AddedColumn[] {
  const { rows, keptAs, reason, reasons } = removed;
  return [
    {
      name: freeName('_reason', header),
      type: 'text',
      text: (output) => reasons[reason[output]!]!,
    },
    {
      name: freeName('_kept_as', header),
      type: 'integer',
      text: (output) => (keptAs[output] === NO_ROW ? '' : String(keptAs[output])),
    },
    { name: freeName('_row', header), type: 'integer', text: (output) => String(rows[output]) },
  ];
}
