import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { WrittenPaths } from '../protocol/messages';

/**
 * The paths an output would have if it were written now: `<stem>.<id>.<ext>` beside the source (or `out` as given),
 * with `.removed` and `.recipe.json` beside it. When any of the three is taken, all get the same `-2`, `-3` ...
 */
export function outputNames(wanted: {
  readonly source: string;
  /** Id of the recipe's last step. */
  readonly id: string;
  /** Path of the output instead of the one beside the source. */
  readonly out?: string;
  readonly removes: boolean;
}): WrittenPaths {
  const extension = extname(wanted.out ?? wanted.source);
  const stem =
    wanted.out === undefined
      ? join(
          dirname(wanted.source),
          `${basename(wanted.source, extname(wanted.source))}.${wanted.id}`,
        )
      : wanted.out.slice(0, wanted.out.length - extension.length);
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
