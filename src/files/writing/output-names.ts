import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WrittenPaths } from '../../protocol/messages';
import { nameParts } from './name-parts';

/**
 * The paths an output would have if it were written now: `<stem>.<id>.<ext>` beside the source (or `out` as given),
 * with `.removed` and `.recipe.json` beside it; the extension of a compression belongs to `<ext>`. Of `parts` each has a
 * file, `<stem>.<id>.<part>.<ext>`. When any of them is taken, all get the same `-2`, `-3` ...
 */
export function outputNames(wanted: {
  readonly source: string;
  /** Id of the recipe's last step. */
  readonly id: string;
  /** Path of the output instead of the one beside the source. */
  readonly out?: string;
  readonly removes: boolean;
  /** Names of the parts that go to files of their own; one file when absent. */
  readonly parts?: readonly string[];
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
    const [path, ...others] = inNames(wanted.parts).map((part) => `${at}${part}${extension}`);
    const removed = `${at}.removed${extension}`;
    const recipe = `${at}.recipe.json`;
    if ([path!, ...others, removed, recipe].some((name) => existsSync(name))) continue;
    return {
      path: path!,
      removed: wanted.removes ? removed : null,
      recipe,
      ...(wanted.parts && { others: others.map((other) => ({ path: other, removed: null })) }),
    };
  }
}

/** What tells the files of the parts apart: letters, digits, dots and dashes of each name, and a number where that is not enough. */
function inNames(parts: readonly string[] | undefined): string[] {
  if (!parts) return [''];
  const taken = new Set<string>();
  return parts.map((part) => {
    const plain =
      part
        .replace(/[^\p{L}\p{N}._-]+/gu, '_')
        .replace(/^\.+/, '')
        .slice(0, 60) || 'part';
    const name = freeName(plain.toLowerCase() === 'removed' ? `${plain}_` : plain, taken);
    taken.add(name);
    return `.${name}`;
  });
}

/** A column name that is not taken: `_row`, `_row_2` ... */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let turn = 2;
  while (taken.has(`${name}_${turn}`)) turn++;
  return `${name}_${turn}`;
}
