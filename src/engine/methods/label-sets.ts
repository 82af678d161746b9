import { countedLabels } from '../cells/label-list';
import type { MethodContext } from '../method';
import { EngineError } from '../problems';
import type { Table } from '../table/table';
import { quoted } from '../words';
import { inClassOrder } from '../table/classes';
import { t } from '../language';

/** Several labels per row. */
export interface LabelSets {
  readonly names: readonly string[];
  /** Rows in scope that have each label, and that do not have it. */
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  /** The labels of the row at a place of the scope; null where all are missing. */
  at(place: number): readonly number[] | null;
  /** How often the row at a place has each of its labels, in the order of `at`; absent where it has them or not. */
  times?(place: number): readonly number[];
}

/** Rows between two calls of `tick`. */
const STRIDE = 8192;
/** More labels than this are no labels. */
const MOST = 10_000;

/**
 * The labels of rows: several columns of 0 and 1, one label each, or one column that lists labels, as JSON or with a
 * separator between them. @throws EngineError too-few-rows, bad-parameter; Cancelled
 */
export function labelSets(
  table: Table,
  columns: readonly number[],
  separator: string,
  context: MethodContext,
): LabelSets {
  const [only] = columns;
  const list = columns.length === 1 && !isBinary(table, only!, context);
  const sets = list ? listed(table, only!, separator, context) : flagged(table, columns, context);
  if (sets.positives.some((n) => n > 0)) return sets;
  throw new EngineError('too-few-rows', t('No row in scope has a label.'));
}

const FLAGS = new Map([
  ['1', 1],
  ['true', 1],
  ['yes', 1],
  ['1.0', 1],
  ['0', 0],
  ['false', 0],
  ['no', 0],
  ['0.0', 0],
]);

/** Whether all values of a column are 0 and 1, or words for them. */
function isBinary(table: Table, column: number, context: MethodContext): boolean {
  return flagsOf(table, column, context).every((flag) => flag !== undefined);
}

/** 1, 0 or -1 (missing) per code; undefined where it is none of them. */
function flagsOf(table: Table, column: number, { profiles }: MethodContext) {
  const { dictionary } = table.columns[column]!;
  const missing = new Set([0, ...profiles[column]!.missingCodes]);
  return Array.from({ length: dictionary.size }, (_, code) =>
    missing.has(code) ? -1 : FLAGS.get(dictionary.text(code).trim().toLowerCase()),
  );
}

function flagged(table: Table, columns: readonly number[], context: MethodContext): LabelSets {
  const { scope, tick } = context;
  const flags = columns.map((column) => {
    const own = flagsOf(table, column, context);
    const odd = own.indexOf(undefined);
    if (odd < 0) return own as number[];
    const { name, dictionary } = table.columns[column]!;
    throw new EngineError(
      'bad-parameter',
      t`${quoted(name)} has ${quoted(dictionary.text(odd))}: columns of labels hold 0 and 1 only.`,
    );
  });
  const codes = columns.map((column) => table.columns[column]!.codes);
  const positives = new Float64Array(columns.length);
  const negatives = new Float64Array(columns.length);
  for (let i = 0; i < scope.length; i++) {
    if (i % STRIDE === 0) tick(i, scope.length);
    for (let label = 0; label < columns.length; label++) {
      const flag = flags[label]![codes[label]![scope[i]!]!]!;
      if (flag === 1) positives[label]!++;
      else if (flag === 0) negatives[label]!++;
    }
  }
  return {
    names: columns.map((column) => table.columns[column]!.name),
    positives,
    negatives,
    at(place) {
      const own = flags.map((flag, label) => flag[codes[label]![scope[place]!]!]!);
      if (own.every((flag) => flag === -1)) return null;
      return own.flatMap((flag, label) => (flag === 1 ? [label] : []));
    },
  };
}

function listed(
  table: Table,
  column: number,
  separator: string,
  { scope, profiles, tick }: MethodContext,
): LabelSets {
  const { codes, dictionary, name } = table.columns[column]!;
  const missing = new Set([0, ...profiles[column]!.missingCodes]);
  const used = new Uint8Array(dictionary.size);
  for (let i = 0; i < scope.length; i++) used[codes[scope[i]!]!] = 1;
  const texts = Array.from({ length: dictionary.size }, (_, code) => {
    if (code % STRIDE === 0) tick(code, dictionary.size);
    return missing.has(code) || !used[code]
      ? null
      : countedLabels(dictionary.text(code), separator);
  });
  const found = new Set(texts.flatMap((labels) => (labels ? [...labels.keys()] : [])));
  if (found.size > MOST) {
    throw new EngineError(
      'bad-parameter',
      t`${quoted(name)} has more than ${MOST} different labels: is the separator right?`,
    );
  }
  const names = inClassOrder([...found], (label) => label);
  const indexOf = new Map(names.map((label, index) => [label, index]));
  const perCode = texts.map(
    (labels) => labels && Array.from(labels.keys(), (label) => indexOf.get(label)!),
  );
  const positives = new Float64Array(names.length);
  let rows = 0;
  for (let i = 0; i < scope.length; i++) {
    if (i % STRIDE === 0) tick(i, scope.length);
    const labels = perCode[codes[scope[i]!]!];
    if (!labels) continue;
    rows++;
    for (const label of labels) positives[label]!++;
  }
  return {
    names,
    positives,
    negatives: positives.map((n) => rows - n),
    at: (place) => perCode[codes[scope[place]!]!] ?? null,
    times: (place) => [...(texts[codes[scope[place]!]!]?.values() ?? [])],
  };
}
