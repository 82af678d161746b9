import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { memorySource } from '../../codecs/bytes';
import type { SourceFacts } from '../../engine/metric';
import { joinedColumns, joinTables, startsOf } from '../../engine/table/join-tables';
import type { Problem } from '../../engine/problems';
import type { Table } from '../../engine/table/table';
import { listed, many } from '../../engine/words';
import { nameParts } from '../writing/name-parts';
import type { Asked, Opened } from '../reading/opened';
import type { Ticker } from '../reading/ticker';
import { isFolder, listFolder, type Listing } from './listing';
import type { OpenedPart, OpenedParts } from './outputs';
import { partColumns } from './part-columns';
import { t } from '../../engine/language';

/** Several files in one reading, and how to see later that none of them changed. */
export interface OpenedSeveral extends Opened {
  readonly parts: OpenedParts;
  isFresh(): boolean;
}

/** Whether a source is more than one file: several paths, or a folder. */
export function isSeveral({ ref }: Asked): boolean {
  return ref.kind === 'files' || (ref.kind === 'file' && isFolder(ref.path));
}

/** The files of a source that is several. @throws EngineError unreadable, too-large */
export function filesOf({ ref }: Asked): Listing {
  return ref.kind === 'files'
    ? { paths: ref.paths, others: [], written: [] }
    : listFolder(ref.path);
}

/**
 * Reads files one after the other as one table, columns matched by name. `openOne` reads one of them.
 * @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export async function openSeveral(
  asked: Asked,
  ticker: Ticker,
  openOne: (asked: Asked) => Promise<Opened>,
): Promise<OpenedSeveral> {
  const { ref } = asked;
  const { paths, others, written } = filesOf(asked);
  const opened: Opened[] = [];
  const close = () => {
    for (const each of opened) each.close();
  };
  try {
    for (const path of paths) opened.push(await openOne({ ...asked, ref: { kind: 'file', path } }));
  } catch (error) {
    close();
    throw error;
  }
  const folder = ref.kind === 'files' ? commonFolder(paths) : ref.path;
  const names = paths.map((path) => relative(folder, path).split(sep).join('/'));
  const added = partColumns(names);
  const parts = opened.map(({ result }, index) => ({ name: names[index]!, table: result.table }));
  const table = joinTables(parts, added, ticker.for('read', t('Joining files')));
  const facts = joinedFacts(basename(ref.path), names, opened, table, [
    ...otherFiles(others),
    ...writtenFiles(written),
  ]);
  const joined = joinedColumns(parts.map(({ table: own }) => own));
  const starts = startsOf(parts.map(({ table: own }) => own));
  const list = opened.map((each, part): OpenedPart => {
    const columnAt = (column: number) => {
      const own = joined[column]?.at[part] ?? -1;
      return own < 0 ? undefined : own;
    };
    const { rowCount } = each.result.table;
    return { name: names[part]!, opened: each, firstRow: starts[part]!, rows: rowCount, columnAt };
  });
  const stem = ref.kind === 'files' ? nameParts(basename(paths[0]!)).stem : basename(folder);
  const digest = createHash('sha256');
  for (const { sha256 } of opened) digest.update(`${sha256}\n`);
  const stamp = () => JSON.stringify([filesOf(asked).paths, paths.map(stampOf)]);
  const before = stamp();
  return {
    asked,
    path: ref.path,
    codec: opened[0]!.codec,
    source: memorySource(facts.name, new Uint8Array(0)),
    file: undefined,
    close,
    sha256: digest.digest('hex'),
    result: { table, facts },
    parts: { list, folder, stem },
    isFresh: () => stamp() === before,
  };
}

function stampOf(path: string): unknown {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && [found.size, found.mtimeMs];
}

/** The folder that all paths are in. */
function commonFolder(paths: readonly string[]): string {
  let folder = dirname(paths[0]!);
  while (!paths.every((path) => path.startsWith(folder + sep)) && dirname(folder) !== folder)
    folder = dirname(folder);
  return folder;
}

/** How several files were read, as one: sums, what is true of all, and the problems of each with its name. */
function joinedFacts(
  name: string,
  names: readonly string[],
  opened: readonly Opened[],
  table: Table,
  leftOut: readonly Problem[],
): SourceFacts {
  const all = opened.map(({ result }) => result.facts);
  const first = all[0]!;
  const sum = (of: (facts: SourceFacts) => number) =>
    all.reduce((total, each) => total + of(each), 0);
  const { dialect, ...rest } = first;
  const alike = all.every((each) => JSON.stringify(each.dialect) === JSON.stringify(dialect));
  return {
    ...rest,
    ...(dialect && alike && { dialect }),
    name,
    files: names.length,
    bytes: sum(({ bytes }) => bytes),
    encodingGuessed: all.some(({ encodingGuessed }) => encodingGuessed),
    headerCertain: all.every(({ headerCertain }) => headerCertain),
    blankLines: sum(({ blankLines }) => blankLines),
    raggedRows: sum(({ raggedRows }) => raggedRows),
    problems: [...lackingColumns(names, opened, table), ...leftOut, ...problemsOf(names, opened)],
  };
}

/** Columns that some files lack, said once per file. */
function lackingColumns(
  names: readonly string[],
  opened: readonly Opened[],
  table: Table,
): Problem[] {
  const own = new Set(table.columns.filter(({ made }) => made === undefined).map((c) => c.name));
  return opened.flatMap(({ result }, index) => {
    const has = new Set(result.table.columns.map((column) => column.name));
    const lacks = [...own].filter((name) => !has.has(name)).map((name) => `\`${name}\``);
    if (lacks.length === 0) return [];
    const message = t`\`${names[index]!}\` lacks ${listed(lacks)}: these cells count as empty. Audit files with the same columns together.`;
    return [{ code: 'different-columns', severity: 'warning', message } satisfies Problem];
  });
}

function otherFiles(others: readonly string[]): Problem[] {
  if (others.length === 0) return [];
  const some = listed(others.map((name) => `\`${name}\``));
  const message = t`${many(others.length, 'data file')} of another format ${others.length === 1 ? t('was') : t('were')} left out: ${some}.`;
  return [{ code: 'other-files', severity: 'info', message }];
}

function writtenFiles(written: readonly string[]): Problem[] {
  if (written.length === 0) return [];
  const some = listed(written.map((name) => `\`${name}\``));
  const message = t`${many(written.length, 'file')} that Ballast wrote there ${written.length === 1 ? t('was') : t('were')} left out: ${some}.`;
  return [{ code: 'written-files', severity: 'info', message }];
}

/** Rows are those of the joined table; lines and bytes stay those of the file that is named. */
function problemsOf(names: readonly string[], opened: readonly Opened[]): Problem[] {
  const starts = startsOf(opened.map(({ result }) => result.table));
  return opened.flatMap(({ result }, index) =>
    result.facts.problems.map((problem): Problem => {
      const { place } = problem;
      const message = `\`${names[index]!}\`: ${problem.message}`;
      if (place?.row === undefined) return { ...problem, message };
      return { ...problem, message, place: { ...place, row: place.row + starts[index]! } };
    }),
  );
}
