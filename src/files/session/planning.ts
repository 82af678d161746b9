import { filesColumn } from '../../engine/plan/plan-files';
import { EngineError } from '../../engine/problems';
import { previewRun } from '../../engine/preview/preview-run';
import type { Recipe } from '../../engine/recipe/recipe';
import { runRecipe, type RecipeBase } from '../../engine/recipe/run-recipe';
import { sha256Text } from '../reading/hash';
import { outputForm } from '../writing/output-form';
import { outputNames } from '../writing/output-names';
import { namesOfSeveral, noticesOf, plannedFiles } from '../several/outputs';
import type { Planned, Subject } from './subject';
import { t } from '../../engine/language';

/**
 * Plans a recipe, nothing written. What the last call planned is kept; the names are looked for anew each time.
 * @throws EngineError bad-parameter when `out` names the output of several files, and what the recipe refuses; Cancelled
 */
export function planned(subject: Subject, recipe: Recipe, out?: string): Planned {
  const { path, codec, result, parts } = subject.opened;
  const { facts } = result;
  if (parts && out !== undefined) {
    throw new EngineError(
      'bad-parameter',
      t(
        'Results of several files are written beside each of them: leave out the name of the output.',
      ),
    );
  }
  const key = JSON.stringify(recipe);
  const kept = subject.planned?.key === key ? subject.planned : undefined;
  const base = { ...subject.base(), facts };
  const { run, figures } = kept
    ? { run: kept.run, figures: kept.preview }
    : counted(subject, base, recipe);
  const id = recipe.steps.at(-1)?.method ?? 'recipe';
  const files = filesColumn(run.plan)?.files;
  if (parts && files) {
    throw new EngineError(
      'bad-parameter',
      t('Several files are not split into files: set `output` to `column`, or split each alone.'),
    );
  }
  if (parts) {
    const changed =
      kept?.files ?? plannedFiles(run.plan, parts, subject.ticker.for('plan', t('Parting')));
    const notices = [...run.plan.notices, ...noticesOf(changed, parts)];
    const preview = { ...figures, notices, names: namesOfSeveral(changed, parts, id) };
    return (subject.planned = { key, run, preview, files: changed });
  }
  const removes = run.plan.removed.count > 0;
  const { extension, notices } = outputForm(path, codec, result);
  const target = {
    source: path,
    id,
    removes,
    extension,
    ...(files && { parts: files }),
    ...(out !== undefined && { out }),
  };
  const preview = {
    ...figures,
    notices: [...run.plan.notices, ...notices],
    names: outputNames(target),
  };
  return (subject.planned = { key, run, preview, files: [] });
}

/** Runs a recipe and counts what it would do; remembers how long each took. @throws EngineError, Cancelled */
function counted(subject: Subject, base: RecipeBase, recipe: Recipe) {
  const { ticker, planningTimes, opened } = subject;
  const { table } = opened.result;
  const methods = recipe.steps.map(({ method }) => method).join();
  const planned = planningTimes.share(methods);
  const tick = planningTick(subject, t('Planning'), 0, planned);
  const began = ticker.now();
  const run = runRecipe(table, base, recipe, { sha256: sha256Text, tick });
  const ran = ticker.now();
  const counting = planningTick(subject, t('Counting'), planned, 1);
  const figures = previewRun(table, base, run, counting, ticker.pictures);
  const ended = ticker.now();
  if (began !== undefined && ran !== undefined && ended !== undefined) {
    planningTimes.note(methods, ran - began, ended - ran);
  }
  return { run, figures };
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
