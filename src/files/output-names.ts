import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WrittenPaths } from '../protocol/messages';
import { nameParts } from './name-parts';

/**
 * The paths an output would have if it were written now: `<stem>.<id>.<ext>` beside the source (or `out` as given),
 * with `.removed` and `.recipe.json` beside it; the extension of a compression belongs to `<ext>`. When any of the three is taken, all get the same `-2`, `-3` ...
 */
export function outputNames(wanted: {
  readonly source: string;
  /** Id of the recipe's last step. */
  readonly id: string;
  /** Path of the output instead of the one beside the source. */
  readonly out?: string;
  readonly removes: boolean;
  /** Of an output beside the source, with its dots: the source's own when absent. */
  readonly extension?: string;
}): WrittenPaths {
  const { out, source, id } = wanted;
  const named = nameParts(basename(out ?? source));
  const extension = out === undefined ? (wanted.extension ?? named.extension) : named.extension;
  const stem =
    out === undefined
      ? join(dirname(source), `${named.stem}.${id}`)
      : out.slice(0, out.length - extension.length);
  for (let turn = 1; ; turn++) {
    const at = turn === 1 ? stem : `${stem}-${turn}`;
    const path = `${at}${extension}`;
    const removed = `${at}.removed${extension}`;
    const recipe = `${at}.recipe.json`;
    if (![path, removed, recipe].some((name) => existsSync(name)))
      return { path, removed: wanted.removes ? removed : null, recipe };
  }
}

/** A column name that is not taken: `_row`, `_row_2` ... */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let turn = 2;
  while (taken.has(`${name}_${turn}`)) turn++;
  return `${name}_${turn}`;
}
