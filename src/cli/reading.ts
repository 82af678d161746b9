import { ROLES, type Role, type RoleChoice } from '../engine/roles/roles';
import { findColumn } from '../engine/table/table';
import { Dataset } from '../files/dataset';
import { MEGABYTE } from '../files/reading/memory-limit';
import type { Limits, ReadChoice, SourceRef } from '../protocol/messages';
import type { CliIo } from './io';
import type { Arguments } from './parse-arguments';
import { UsageError } from './usage';

const DELIMITERS: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
};

/** How a file is to be opened. */
export interface Reading {
  readonly read: ReadChoice;
  readonly limits: Limits;
}

/** How to open a file, from the options for reading; `recorded` holds what is not given. @throws UsageError */
export function readingOf(given: Arguments, recorded: ReadChoice = {}): Reading {
  return { read: { ...recorded, ...readChoice(given) }, limits: limitsOf(given) };
}

/** How to read, from --delimiter, --encoding and --no-header. @throws UsageError */
function readChoice(given: Arguments): ReadChoice {
  const delimiter = given.value('delimiter');
  const encoding = given.value('encoding');
  const character = delimiter === undefined ? undefined : (DELIMITERS[delimiter] ?? delimiter);
  if (character !== undefined && character.length !== 1) {
    throw new UsageError(`--delimiter takes one character; '${delimiter ?? ''}' is not one.`);
  }
  return {
    ...(character !== undefined && { delimiter: character }),
    ...(encoding !== undefined && { encoding }),
    ...(given.has('no-header') && { header: false }),
  };
}

/** What reading may use, from --memory and --workers, and what it keeps first, from --label and --group. @throws UsageError */
function limitsOf(given: Arguments): Limits {
  const memory = wholeNumber(given, 'memory', 9_999_999, 'a number of MB');
  const workers = wholeNumber(given, 'workers', 64, 'a number of threads');
  const named = [...given.values('label'), ...given.values('group')];
  const keep = named.flatMap((name) => [name, ...splitList(name)]);
  return {
    ...(keep.length > 0 && { keep }),
    ...(memory !== undefined && { memory: memory * MEGABYTE }),
    ...(workers !== undefined && { workers }),
  };
}

/** The value of an option that is a whole number from 1. @throws UsageError */
function wholeNumber(
  given: Arguments,
  name: 'memory' | 'workers',
  most: number,
  what: string,
): number | undefined {
  const value = given.value(name);
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(value) || Number(value) > most) {
    throw new UsageError(`--${name} takes ${what} from 1 to ${most}, not '${value}'.`);
  }
  return Number(value);
}

/** The roles of --label, --no-label, --text, --group, --features and --role, for the columns of a file. */
export function roleChoice(
  given: Arguments,
  columns: readonly { readonly name: string }[],
): RoleChoice {
  const label = given.has('no-label') ? null : given.value('label');
  const text = given.value('text');
  const listed = (option: string) =>
    given.values(option).flatMap((value) => splitNames(value, columns));
  return {
    ...(label !== undefined && { label }),
    ...(text !== undefined && { text }),
    ...(given.has('group') && { groups: listed('group') }),
    ...(given.has('features') && { features: listed('features') }),
    ...(given.has('role') && { others: Object.fromEntries(given.values('role').map(splitRole)) }),
  };
}

/** `column=role` cut at the last equals sign: a name may hold one, a role does not. @throws UsageError */
function splitRole(setting: string): [column: string, role: Role] {
  const equals = setting.lastIndexOf('=');
  const role = ROLES.find((each) => each === setting.slice(equals + 1));
  if (equals < 1 || !role) {
    throw new UsageError(
      `--role takes column=role; '${setting}' is not like that. Roles: ${ROLES.join(', ')}.`,
    );
  }
  return [setting.slice(0, equals), role];
}

/** Names with commas between them, unless the whole is itself a column. */
function splitNames(value: string, columns: readonly { readonly name: string }[]): string[] {
  return findColumn(columns, value) >= 0 ? [value] : splitList(value);
}

/** `a,b` -> a, b. */
export function splitList(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** `name=value` cut at the first equals sign. @throws UsageError */
export function splitSetting(setting: string): [name: string, value: string] {
  const equals = setting.indexOf('=');
  if (equals < 1) throw new UsageError(`--set takes name=value; '${setting}' is not like that.`);
  return [setting.slice(0, equals), setting.slice(equals + 1)];
}

/** One file or folder, or several files that are read as one, named like the first. */
function sourceOf(path: string | readonly string[]): SourceRef {
  if (typeof path === 'string') return { kind: 'file', path };
  const [first, ...rest] = path;
  if (rest.length === 0) return { kind: 'file', path: first! };
  return { kind: 'files', path: `${first!} and ${String(rest.length)} more`, paths: path };
}

/** Opens a file, runs `use` on its session and lets go of it, whatever happens. */
export async function withDataset<T>(
  path: string | readonly string[],
  { read, limits }: Reading,
  io: CliIo,
  use: (dataset: Dataset) => T,
): Promise<T> {
  const dataset = new Dataset({ ...io, pictures: false });
  try {
    await dataset.open(sourceOf(path), read, limits);
    return use(dataset);
  } finally {
    dataset.close();
  }
}
