import {
  perKind,
  type NestedTable,
  type NumberTable,
  type Param,
  type ParamValue,
  type PerKind,
  type TableParam,
  type Values,
} from './params';
import { asNestedTable, asNumberTable, parseNestedTable, parseNumberTable } from './number-tables';
import { EngineError } from '../problems';
import { t } from '../language';

/** A sentence on what the value should be, or undefined when it is right. */
type Check = (value: ParamValue) => string | undefined;

const text: Check = (value) => (typeof value === 'string' ? undefined : t('a text'));
const textOrNull: Check = (value) => (value === null ? undefined : text(value));

const CHECKS: PerKind<Check> = {
  number: (param) => (value) => {
    if (value === null) return param.default === null ? undefined : t('a number');
    if (typeof value !== 'number' || !Number.isFinite(value)) return t('a number');
    if (param.integer && !Number.isInteger(value)) return t('a whole number');
    if (param.min !== undefined && value < param.min) return t`at least ${param.min}`;
    if (param.max !== undefined && value > param.max) return t`at most ${param.max}`;
    return undefined;
  },
  flag: () => (value) => (typeof value === 'boolean' ? undefined : t('true or false')),
  choice: (param) => (value) =>
    param.options.some((option) => option.value === value)
      ? undefined
      : t`one of ${param.options.map((option) => `\`${option.value}\``).join(', ')}`,
  column: () => textOrNull,
  columns: () => (value) => (isTexts(value) ? undefined : t('a list of column names')),
  strategy: () => (value) =>
    isStrategy(value)
      ? undefined
      : t('a word, a number, a list of classes or a table class: count'),
  text: () => text,
  table: (param) => (value) => {
    const table = param.of === 'columns' ? asNestedTable(value) : asNumberTable(value);
    if (!table) return t`a table of numbers, as in \`${TABLE_WORDS[param.of]}\``;
    const least = param.min;
    const numbers = Object.values(table).flatMap((v: number | NumberTable) =>
      typeof v === 'number' ? [v] : Object.values(v),
    );
    if (least === undefined || numbers.every((number) => number >= least)) return undefined;
    return t`a table of numbers of at least ${least}`;
  },
  file: () => textOrNull,
};

/** A table as it is typed. */
export const TABLE_WORDS: Readonly<Record<TableParam['of'], string>> = {
  classes: 'yes=5, no=1',
  cells: 'a=0.7, b=0.3',
  columns: 'sex: F=0.5, M=0.5; age: old=1',
  parts: 'train=0.8, valid=0.1, test=0.1',
};

const PARSERS: PerKind<(given: string) => ParamValue> = {
  number: () => parseNumber,
  flag: () => parseFlag,
  choice: () => (given) => given,
  column: () => (given) => given || null,
  columns: () => parseList,
  strategy: () => parseStrategy,
  text: () => (given) => given,
  table: (param) => (given) =>
    (param.of === 'columns' ? parseNestedTable(given) : parseNumberTable(given)) ?? given,
  file: () => (given) => given || null,
};

/**
 * Every declared parameter with its value: the given one, checked, or the default.
 * @throws EngineError unknown-parameter, bad-parameter
 */
export function resolveValues(
  params: readonly Param[],
  given: Readonly<Record<string, ParamValue>> = {},
): Values {
  for (const id of Object.keys(given)) {
    if (params.some((param) => param.id === id)) continue;
    const known = params.map((param) => `\`${param.id}\``).join(', ');
    throw new EngineError(
      'unknown-parameter',
      t`There is no parameter \`${id}\`. ${known ? t`The parameters are ${known}.` : t('There are none.')}`,
    );
  }
  const entries = params.map((param) => {
    const stated = given[param.id];
    if (stated === undefined) return [param.id, param.default] as const;
    // A table may stand in a recipe as it is typed.
    const typed = param.kind === 'table' && typeof stated === 'string';
    const value = typed ? parseValue(param, stated) : stated;
    const wanted = perKind(CHECKS, param)(value);
    if (wanted !== undefined) {
      throw new EngineError(
        'bad-parameter',
        t`\`${param.id}\` must be ${wanted}, not \`${JSON.stringify(value)}\`.`,
      );
    }
    return [param.id, value] as const;
  });
  return Object.fromEntries(entries);
}

/**
 * A value from text, as typed after `--set id=` or into a prompt. What cannot be read as the parameter's kind is
 * returned as text, so that `resolveValues` refuses it with one sentence.
 */
export function parseValue(param: Param, given: string): ParamValue {
  return perKind(PARSERS, param)(given);
}

function parseNumber(given: string): ParamValue {
  const trimmed = given.trim();
  if (trimmed === '' || trimmed === 'null' || trimmed === 'none') return null;
  const number = Number(trimmed);
  return Number.isNaN(number) ? given : number;
}

function parseFlag(given: string): ParamValue {
  const word = given.trim().toLowerCase();
  if (['true', 'yes', 'on', '1'].includes(word)) return true;
  if (['false', 'no', 'off', '0'].includes(word)) return false;
  return given;
}

function parseList(given: string): ParamValue {
  const json = parseJson(given);
  if (isTexts(json)) return json;
  return given
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** `auto`, `0.5`, `["a","b"]`, `{"a": 10}` or `a=10,b=20`. */
function parseStrategy(given: string): ParamValue {
  const trimmed = given.trim();
  if (/^[[{]/.test(trimmed)) {
    const json = parseJson(trimmed);
    return isStrategy(json) ? json : given;
  }
  if (trimmed !== '' && !Number.isNaN(Number(trimmed))) return Number(trimmed);
  const pairs = trimmed.split(',').map((pair) => /^(.*)=\s*(-?\d+)\s*$/.exec(pair.trim()));
  if (pairs.every((pair) => pair !== null)) {
    return Object.fromEntries(pairs.map((pair) => [pair[1]!.trim(), Number(pair[2])]));
  }
  return trimmed;
}

function parseJson(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isStrategy(
  value: unknown,
): value is string | number | readonly string[] | Readonly<Record<string, number>> {
  if (typeof value === 'string' || isTexts(value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((count) => typeof count === 'number' && Number.isFinite(count))
  );
}

/** Typed reading of resolved values; the kind was checked by `resolveValues`. */
export const read = {
  /** null when not set. */
  number: (values: Values, id: string): number | null => values[id] as number | null,
  flag: (values: Values, id: string): boolean => values[id] as boolean,
  text: (values: Values, id: string): string => values[id] as string,
  texts: (values: Values, id: string): readonly string[] => values[id] as readonly string[],
  textOrNull: (values: Values, id: string): string | null => values[id] as string | null,
  /** Of a table by classes or cells. */
  table: (values: Values, id: string): NumberTable => values[id] as NumberTable,
  /** Of a table by columns. */
  nested: (values: Values, id: string): NestedTable => values[id] as NestedTable,
};
