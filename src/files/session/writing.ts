import { dirname } from 'node:path';
import { filesColumn, planFiles } from '../../engine/plan/plan-files';
import { NONE_REMOVED } from '../../engine/plan/removed-rows';
import type { Recipe } from '../../engine/recipe/recipe';
import { pathsOf } from '../../engine/recipe/written-paths';
import type { ApplyResult, WrittenPaths } from '../../protocol/messages';
import { AtomicFiles } from '../writing/atomic';
import { guardTemporaryFiles } from '../writing/janitor';
import { press, type PressJob, type PressOutput } from '../writing/press';
import { refuseBlocked, resolvedSteps } from '../recipe-steps';
import { outputsOf } from '../several/outputs';
import { planned } from './planning';
import type { Planned, Subject } from './subject';
import { t } from '../../engine/language';

/** Where and how to write; `token` marks this session's temporary files, so that another can clear them. */
export interface ApplyOptions {
  readonly token: string;
  /** Path of the output; `<stem>.<id>.<ext>` beside the source when absent. */
  readonly out?: string;
}

/** Programs that write beside the same source at the same time take names from each other at most this often. */
const MOST_TURNS = 20;

/**
 * Writes a recipe's result, of one file or of several; nothing appears unless all of it does.
 * @throws EngineError guard-blocked, source-changed, ragged-rows, disk-full, unwritable; Cancelled
 */
export function writeResult(subject: Subject, recipe: Recipe, options: ApplyOptions): ApplyResult {
  for (let turn = 1; ; turn++) {
    const plan = planned(subject, recipe, options.out);
    refuseBlocked(plan.run, recipe);
    const { preview } = plan;
    const { names } = preview;
    try {
      const job = jobOf(subject, recipe, plan, names, outputs(subject, plan));
      writeTogether(subject, pathsOf(names), options.token, (files) => {
        press(job, files, subject.ticker.for('write', t('Writing')));
      });
      subject.applied = { key: plan.key, names };
      return { written: names, preview };
    } catch (error) {
      // Another program may have taken the names meanwhile: then the next ones are free.
      const next = planned(subject, recipe, options.out).preview.names;
      if (next.path === names.path || turn === MOST_TURNS) throw error;
    }
  }
}

/** Writes files that appear together or not at all, and only while the source is as it was read. */
export function writeTogether(
  subject: Subject,
  paths: readonly string[],
  token: string,
  write: (files: AtomicFiles) => void,
): void {
  const files = new AtomicFiles(token);
  const folders = new Set(paths.map((path) => dirname(path)));
  const guards = [...folders].map((folder) => guardTemporaryFiles(folder, token));
  try {
    write(files);
    subject.refuseChanged();
    files.commit(subject.ticker.publish);
  } catch (error) {
    files.discard();
    throw error;
  } finally {
    for (const release of guards) release();
  }
}

/** What a press or an exporter is told of a planned recipe; `names` may be those of an earlier writing. */
export function jobOf(
  { opened }: Subject,
  recipe: Recipe,
  { run, preview }: Planned,
  names: WrittenPaths,
  outputs: readonly PressOutput[],
): PressJob {
  const { sha256, result, parts } = opened;
  const { plan, roles } = run;
  return {
    outputs,
    sha256,
    result,
    recipe,
    steps: resolvedSteps(recipe),
    roles,
    plan,
    preview,
    names,
    ...(parts && { files: parts.list.map(({ name }) => name) }),
  };
}

function outputs({ opened, ticker }: Subject, { run, preview, files }: Planned): PressOutput[] {
  const { codec, source, result, parts } = opened;
  const { plan } = run;
  if (parts) return outputsOf(files, parts, preview.names);
  const { path, removed: removedPath, others = [] } = preview.names;
  const column = filesColumn(plan);
  if (!column) return [{ codec, source, result, plan, removed: plan.removed, path, removedPath }];
  const paths = [path, ...others.map((other) => other.path)];
  const tick = ticker.for('write', t('Parting'));
  return planFiles(plan, column, result.table.rowCount, tick).map((own, i) => ({
    codec,
    source,
    result,
    plan: own,
    // Rows that leave are written once, beside the first.
    removed: i === 0 ? plan.removed : NONE_REMOVED,
    path: paths[i]!,
    removedPath: i === 0 ? removedPath : null,
  }));
}
