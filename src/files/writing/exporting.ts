import { basename, dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import type { Exported } from '../../engine/exports/exporter';
import { exporterOf, makeExport } from '../../engine/exports';
import { inEnglish } from '../../engine/language';
import type { ColumnProfile } from '../../engine/table/profile';
import { createRandom } from '../../engine/random';
import { resolveValues } from '../../engine/params/values';
import type { ExportChoice } from '../../protocol/messages';
import { ancestorsOf } from '../ancestry';
import type { AtomicFiles } from './atomic';
import { sha256Text } from '../reading/hash';
import { nameParts } from './name-parts';
import { recipeFileOf, type PressJob } from './press';

/** What an export is made with besides the job. */
export interface ExportingParts {
  /** Of the source. */
  readonly path: string;
  readonly profiles: readonly ColumnProfile[];
  /** Name of the recipe file, when it was written. */
  readonly recipeFile: string | null;
  /** @throws Cancelled */
  readonly tick: (done: number, total: number) => void;
}

/** Makes an export; the content of its files is made while they are written. @throws EngineError, Cancelled */
export function prepareExport(
  job: PressJob,
  { exporter: id, values }: Pick<ExportChoice, 'exporter' | 'values'>,
  { path, profiles, recipeFile, tick }: ExportingParts,
): Exported {
  const exporter = exporterOf(id);
  const { result, plan, roles, recipe } = job;
  const facts = {
    receipt: recipeFileOf(job),
    recipeFile,
    ancestors: ancestorsOf(dirname(path), basename(path)),
    plan,
    table: result.table,
    profiles,
    roles,
    random: createRandom(recipe.seed, sha256Text),
    tick,
  };
  return inEnglish(() => makeExport(exporter, facts, resolveValues(exporter.params, values)));
}

/** `<stem>.<id>.<extension>` beside the source, or beside `out` with its stem; all with the same `-2` when one is taken. */
export function exportPaths(
  wanted: {
    readonly folder: string;
    /** Of the source, without folder. */
    readonly name: string;
    readonly id: string;
    readonly out?: string;
  },
  { files }: Exported,
): string[] {
  const { folder, name, id, out } = wanted;
  const stem =
    out === undefined
      ? join(folder, `${nameParts(name).stem}.${id}`)
      : join(dirname(out), nameParts(basename(out)).stem);
  for (let turn = 1; ; turn++) {
    const at = turn === 1 ? stem : `${stem}-${turn}`;
    const paths = files.map(({ extension }) => `${at}.${extension}`);
    if (!paths.some((path) => existsSync(path))) return paths;
  }
}

/** Writes the files of an export into one group; the caller commits it or discards it. @throws EngineError, Cancelled */
export function writeExport(
  { files }: Exported,
  paths: readonly string[],
  group: AtomicFiles,
): void {
  const encoder = new TextEncoder();
  files.forEach((file, i) => {
    const sink = group.create(paths[i]!);
    inEnglish(() => {
      for (const piece of file.content())
        sink.write(typeof piece === 'string' ? encoder.encode(piece) : piece);
    });
  });
}
