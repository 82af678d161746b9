import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { partOf } from '../../engine/table/join-tables';
import type { Plan } from '../../engine/plan/plan';
import { splitPlan, type PartPlan, type PlannedPart } from '../../engine/plan/split-plan';
import { many } from '../../engine/words';
import type { WrittenPaths } from '../../protocol/messages';
import { nameParts } from '../writing/name-parts';
import type { Opened } from '../reading/opened';
import { outputForm } from '../writing/output-form';
import type { PressOutput } from '../writing/press';
import { t } from '../../engine/language';

/** One of several files that were read as one. */
export interface OpenedPart extends PlannedPart {
  /** Its path in the folder that all are in, with slashes. */
  readonly name: string;
  readonly opened: Opened;
}

/** Files that were read as one. */
export interface OpenedParts {
  readonly list: readonly OpenedPart[];
  /** The folder that all are in: the recipe is written there. */
  readonly folder: string;
  /** Of the recipe's name, as of the output's of a single file. */
  readonly stem: string;
}

/** What a plan does to one of several files. */
export interface PlannedFile {
  readonly part: OpenedPart;
  readonly plan: PartPlan;
}

/** The files that a plan changes; all of them when it changes none. @throws Cancelled (from tick) */
export function plannedFiles(
  plan: Plan,
  { list }: OpenedParts,
  tick: (done: number, total: number) => void,
): PlannedFile[] {
  const all = splitPlan(plan, list, tick).map((own, i) => ({ part: list[i]!, plan: own }));
  const changed = all.filter((file) => file.plan.changes);
  return changed.length > 0 ? changed : all;
}

/** What is to be known before several files are written. */
export function noticesOf(files: readonly PlannedFile[], { list }: OpenedParts): string[] {
  const forms = files.flatMap(({ part: { opened } }) => formOf(opened).notices);
  const same = list.length - files.length;
  const left = list.find((part) => !files.some((file) => file.part === part));
  if (!left) return [...new Set(forms)];
  const what =
    same === 1 ? t`\`${left.name}\` stays as it is` : t`${many(same, 'file')} stay as they are`;
  return [
    ...new Set(forms),
    t`${what}, and nothing is written for ${same === 1 ? t('it') : t('them')}.`,
  ];
}

/**
 * The paths that results of several files would have if they were written now: each beside its source, the recipe in the
 * folder that all are in. When any of them is taken, all get the same `-2`, `-3` ...
 */
export function namesOfSeveral(
  files: readonly PlannedFile[],
  { folder, stem }: OpenedParts,
  id: string,
): WrittenPaths {
  for (let turn = 1; ; turn++) {
    const number = turn === 1 ? '' : `-${turn}`;
    const recipe = join(folder, `${stem}.${id}${number}.recipe.json`);
    const named = files.map(({ part: { opened }, plan }) => {
      const { path } = opened;
      const at = join(dirname(path), `${nameParts(basename(path)).stem}.${id}${number}`);
      const { extension } = formOf(opened);
      const removed = `${at}.removed${extension}`;
      return { path: `${at}${extension}`, removed: plan.removed.count > 0 ? removed : null };
    });
    const [first, ...others] = named;
    const all = [recipe, ...named.flatMap(({ path, removed }) => [path, removed ?? path])];
    if (!all.some((path) => existsSync(path))) return { ...first!, recipe, others };
  }
}

/** What the press writes of several files, under their names. */
export function outputsOf(
  files: readonly PlannedFile[],
  { list }: OpenedParts,
  names: WrittenPaths,
): PressOutput[] {
  const starts = [...list.map(({ firstRow }) => firstRow), Infinity];
  const paths = [names, ...(names.others ?? [])];
  return files.map(({ part, plan }, i): PressOutput => {
    const { codec, source, result } = part.opened;
    const rowName = (row: number) => {
      const other = list[partOf(starts, row)]!;
      const own = String(row - other.firstRow);
      return other === part ? own : `${other.name}:${own}`;
    };
    const { path, removed: removedPath } = paths[i]!;
    return { codec, source, result, plan, removed: plan.removed, rowName, path, removedPath };
  });
}

const formOf = ({ path, codec, result }: Opened) => outputForm(path, codec, result);
