import { basename, dirname } from 'node:path';
import type { Recipe } from '../../engine/recipe/recipe';
import { pathsOf } from '../../engine/recipe/written-paths';
import type { ExportChoice, ExportResult } from '../../protocol/messages';
import { exportPaths, prepareExport, writeExport } from '../writing/exporting';
import { refuseBlocked } from '../recipe-steps';
import { planned } from './planning';
import type { Subject } from './subject';
import { jobOf, writeTogether, type ApplyOptions } from './writing';
import { t } from '../../engine/language';

/**
 * Writes files for a training job from a recipe, beside the source; the recipe's own output is not written.
 * @throws EngineError unknown-exporter, guard-blocked, source-changed and what the exporter throws; Cancelled
 */
export function exportFiles(
  subject: Subject,
  recipe: Recipe,
  wanted: ExportChoice,
  options: ApplyOptions,
): ExportResult {
  const plan = planned(subject, recipe);
  refuseBlocked(plan.run, recipe);
  const { path } = subject.opened;
  const { applied } = subject;
  const known = wanted.written ?? (applied?.key === plan.key ? applied.names : undefined);
  const { names } = plan.preview;
  const made = prepareExport(jobOf(subject, recipe, plan, known ?? names, []), wanted, {
    path,
    ...subject.base(),
    recipeFile: wanted.recipeFile ?? (known ? basename(known.recipe) : null),
    tick: subject.ticker.for('write', t('Exporting')),
  });
  const folder = dirname(pathsOf(names)[0]!);
  const place = { folder, name: basename(path), id: wanted.exporter, ...options };
  const paths = exportPaths(place, made);
  writeTogether(subject, paths, options.token, (files) => {
    writeExport(made, paths, files);
  });
  return { files: paths, notices: made.notices };
}
