import { EngineError } from '../../engine/problems';
import { previewRun } from '../../engine/preview-run';
import type { Recipe } from '../../engine/recipe';
import { runRecipe } from '../../engine/run-recipe';
import { sha256Text } from '../hash';
import { outputForm } from '../output-form';
import { outputNames } from '../output-names';
import { namesOfSeveral, noticesOf, plannedFiles } from '../several/outputs';
import type { Planned, Subject } from './subject';

/** The share of planning after which what is planned is counted. */
const PLANNED = 0.15;

/**
 * Plans a recipe, nothing written. What the last call planned is kept; the names are looked for anew each time.
 * @throws EngineError bad-parameter when `out` names the output of several files, and what the recipe refuses; Cancelled
 */
export function planned(subject: Subject, recipe: Recipe, out?: string): Planned {
  const { path, codec, result, parts } = subject.opened;
  const { table, facts } = result;
  if (parts && out !== undefined) {
    throw new EngineError(
      'bad-parameter',
      'Results of several files are written beside each of them: leave out the name of the output.',
    );
  }
  const key = JSON.stringify(recipe);
  const kept = subject.planned?.key === key ? subject.planned : undefined;
  const base = { ...subject.base(), facts };
  const tick = planningTick(subject, 'Planning', 0, PLANNED);
  const run = kept?.run ?? runRecipe(table, base, recipe, { sha256: sha256Text, tick });
  const figures =
    kept?.preview ??
    previewRun(
      table,
      base,
      run,
      planningTick(subject, 'Counting', PLANNED, 1),
      subject.ticker.pictures,
    );
  const id = recipe.steps.at(-1)?.method ?? 'recipe';
  if (parts) {
    const files =
      kept?.files ?? plannedFiles(run.plan, parts, subject.ticker.for('plan', 'Parting'));
    const notices = [...run.plan.notices, ...noticesOf(files, parts)];
    const preview = { ...figures, notices, names: namesOfSeveral(files, parts, id) };
    return (subject.planned = { key, run, preview, files });
  }
  const removes = run.plan.removed.count > 0;
  const { extension, notices } = outputForm(path, codec, result);
  const target = { source: path, id, removes, extension, ...(out !== undefined && { out }) };
  const preview = {
    ...figures,
    notices: [...run.plan.notices, ...notices],
    names: outputNames(target),
  };
  return (subject.planned = { key, run, preview, files: [] });
}

/** The tick for a part of planning, from one share of it to another. */
function planningTick(
  { ticker }: Subject,
  what: string,
  from: number,
  to: number,
): (done: number, total: number) => void {
  return (done, total) => {
    ticker.tick('plan', what, from + (to - from) * (total > 0 ? done / total : 0), 1);
  };
}
