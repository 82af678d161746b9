import { basename, dirname, relative, sep } from 'node:path';
import type { Codec, ReadResult, WriteJob } from '../../codecs/codec';
import type { ByteSource } from '../../codecs/bytes';
import { asEnglish } from '../../engine/language';
import { GENERATOR } from '../../engine/random';
import { NO_ROW, type AddedColumn, type Plan } from '../../engine/plan/plan';
import type { Preview } from '../../engine/preview/preview';
import {
  RECIPE_VERSION,
  type RecipeFile,
  type RecordedRead,
} from '../../engine/recipe/recipe-file';
import type { Recipe } from '../../engine/recipe/recipe';
import {
  keptInstead,
  reasonOf,
  type RemovedRows,
  similarityText,
} from '../../engine/plan/removed-rows';
import { RowsOfBits, type RowList } from '../../engine/plan/row-list';
import { recordRoles } from '../../engine/recipe/recorded-roles';
import type { Roles } from '../../engine/roles/roles';
import type { Values } from '../../engine/params/params';
import type { WrittenPaths } from '../../protocol/messages';
import type { AtomicFiles } from './atomic';
import { freeName } from './output-names';
import { packingSink } from '../packed/packing-sink';
import { TOOL } from '../tool';

/** What is written of one source file. */
export interface PressOutput {
  readonly codec: Codec;
  readonly source: ByteSource;
  readonly result: ReadResult;
  readonly plan: WriteJob['plan'];
  readonly removed: RemovedRows;
  /** How the row is called that was kept in the place of another; its number when absent. */
  readonly rowName?: (row: number) => string;
  readonly path: string;
  /** Where removed rows go; null: none leave. */
  readonly removedPath: string | null;
}

/** Everything that is needed to write one recipe's results beside their sources. */
export interface PressJob {
  readonly outputs: readonly PressOutput[];
  readonly sha256: string;
  /** All that was read, and of several files their names in the folder of the recipe. */
  readonly result: ReadResult;
  readonly files?: readonly string[];
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
  const { outputs, names } = job;
  outputs.forEach((output, index) => {
    pressOne(output, files, (done, total) => tick(index + done / total, outputs.length));
  });
  const receipt = `${JSON.stringify(recipeFileOf(job), null, 2)}\n`;
  files.create(names.recipe).write(new TextEncoder().encode(receipt));
}

function pressOne(
  output: PressOutput,
  files: AtomicFiles,
  tick: (done: number, total: number) => void,
): void {
  const { codec, source, result, plan } = output;
  const dialect = result.facts.dialect;
  const base = { source, result, ...(dialect && { dialect }) };
  const write = (rows: WriteJob, path: string) => {
    const sink = packingSink(files.create(path), basename(path));
    codec.write(rows, sink, tick);
    sink.finish();
  };
  write({ ...base, plan }, output.path);
  if (output.removedPath === null) return;
  const rows = new RowsOfBits(output.removed.bits);
  const removed = { rows, columns: removedColumns(output, rows) };
  write({ ...base, plan: removed, tolerant: true }, output.removedPath);
}

/** The recipe file of a job: the receipt that can be run again. It is English whatever the editor speaks. */
export function recipeFileOf(job: PressJob): RecipeFile {
  const { result, recipe, plan, preview, names } = job;
  const { facts, table } = result;
  const folder = dirname(names.recipe);
  const name = (path: string) => relative(folder, path).split(sep).join('/');
  return {
    ballast: RECIPE_VERSION,
    tool: TOOL,
    generator: GENERATOR,
    source: {
      path: facts.name,
      ...(job.files && { files: job.files }),
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
    guards: plan.guards.map((note) => ({
      ...note,
      title: asEnglish(note.title),
      message: asEnglish(note.message),
    })),
    notices: preview.notices.map(asEnglish),
    tables: plan.tables,
    problems: facts.problems.map((problem) => ({
      ...problem,
      message: asEnglish(problem.message),
    })),
    written: {
      path: name(names.path),
      removed: names.removed === null ? null : name(names.removed),
      recipe: name(names.recipe),
      ...(names.others && {
        others: names.others.map(({ path, removed }) => ({
          path: name(path),
          removed: removed === null ? null : name(removed),
        })),
      }),
    },
  };
}

function recordedRead({ facts }: ReadResult): RecordedRead {
  const { encoding, dialect } = facts;
  return dialect
    ? { encoding, delimiter: dialect.delimiter, header: dialect.header }
    : { encoding };
}

/**
 * Why a row left, the source row kept in its place (empty: none), how alike the two are where that was measured, and
 * its own source row; rows count from 0.
 */
function removedColumns({ removed, result, rowName }: PressOutput, rows: RowList): AddedColumn[] {
  const header = new Set(result.table.columns.map((column) => column.name));
  const { similarity } = removed;
  return [
    {
      name: freeName('_reason', header),
      type: 'text',
      text: (output) => reasonOf(removed, output),
    },
    {
      name: freeName('_kept_as', header),
      type: rowName ? 'text' : 'integer',
      text: (output) => {
        const kept = keptInstead(removed, output);
        return kept === NO_ROW ? '' : (rowName ?? String)(kept);
      },
    },
    ...(similarity ? [similarityColumn(similarity, header)] : []),
    { name: freeName('_row', header), type: 'integer', text: (output) => String(rows.at(output)) },
  ];
}

function similarityColumn(similarity: Float64Array, header: Set<string>): AddedColumn {
  return {
    name: freeName('nearest_similarity', header),
    type: 'number',
    text: (output) => similarityText(similarity[output]!),
  };
}
