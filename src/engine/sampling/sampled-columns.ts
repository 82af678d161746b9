import { readNumber } from '../cells/number';
import type { MetricContext } from '../metric';
import { holdsNumbers, type ColumnProfile } from '../profile';
import { isOpen, MISSING, type Column, type Table } from '../table';
import { auditStream } from './audit-random';

/** Rows that figures rest on which cost more than a count; of open columns, whose values must be parsed. */
export const SAMPLE = 20_000;
const FIRST = 5000;
/** The level of a code that was not met yet. */
const UNSEEN = -2;

/**
 * `size` rows of a table, ascending: one drawn from each of `size` equal stretches of the file, so that no part of it
 * is left out and rows are read in file order. All rows when there are no more.
 */
export function sampledRows(rowCount: number, size = SAMPLE): Uint32Array {
  if (rowCount <= size) return Uint32Array.from({ length: rowCount }, (_, row) => row);
  const stream = auditStream('audit/sample');
  return Uint32Array.from({ length: size }, (_, i) => {
    const from = Math.floor((i * rowCount) / size);
    const to = Math.floor(((i + 1) * rowCount) / size);
    return from + Math.floor(stream.uniform(i) * (to - from));
  });
}

/** Rows to judge columns by. */
export interface Sample {
  /** Ascending. */
  readonly rows: Uint32Array;
  /** They are the first rows of the file, and not spread over it. */
  readonly first: boolean;
}

/**
 * A sample in which all the given columns can be read without reading the file again: spread over the file where all
 * are held, else the first rows, which open columns keep.
 */
export function sampleFor(table: Table, columns: readonly number[], size = SAMPLE): Sample {
  const open = columns.filter((index) => isOpen(table, index));
  if (open.length === 0) return { rows: sampledRows(table.rowCount, size), first: false };
  const held = open.map((index) => table.columns[index]!.sketch?.head.codes.length ?? 0);
  const length = Math.min(size, FIRST, table.rowCount, ...held);
  return { rows: Uint32Array.from({ length }, (_, row) => row), first: true };
}

/** The cells of one column in the rows of a sample. */
export interface SampledColumn {
  readonly index: number;
  readonly name: string;
  /** Level per sampled row, by first appearance in the sample; -1 for a missing cell. */
  readonly levels: Int32Array;
  readonly levelCount: number;
  /** Text of a level. */
  readonly text: (level: number) => string;
  /** Number per sampled row, NaN where there is none; present for numeric columns. */
  readonly numbers?: Float64Array;
}

/** The cells of columns in the rows of their sample. @throws Cancelled */
export function sampledColumns(
  table: Table,
  columns: readonly number[],
  { rows }: Sample,
  context: Pick<MetricContext, 'profiles' | 'tick'>,
): SampledColumn[] {
  return columns.map((index, i) => {
    context.tick(i, columns.length);
    const { head } = table.columns[index]!.sketch ?? {};
    return head && isOpen(table, index)
      ? ofHead(head, index, rows, context)
      : ofCodes(table.columns[index]!, context.profiles[index]!, rows);
  });
}

function ofCodes(
  { index, name, codes, dictionary }: Column,
  { missingCodes, numbers }: Pick<ColumnProfile, 'missingCodes' | 'numbers'>,
  rows: Uint32Array,
): SampledColumn {
  const levelOf = new Int32Array(dictionary.size).fill(UNSEEN);
  for (const code of missingCodes) levelOf[code] = -1;
  const seen: number[] = [];
  const levels = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!;
    if (levelOf[code] === UNSEEN) levelOf[code] = seen.push(code) - 1;
    levels[i] = levelOf[code]!;
  }
  return {
    index,
    name,
    levels,
    levelCount: seen.length,
    text: (level) => dictionary.text(seen[level]!),
    ...(numbers && { numbers: Float64Array.from(rows, (row) => numbers[codes[row]!]!) }),
  };
}

/** The first rows of an open column; what is no number in a column of numbers is missing. */
function ofHead(
  head: Column,
  index: number,
  rows: Uint32Array,
  { profiles }: Pick<MetricContext, 'profiles'>,
): SampledColumn {
  const missingCodes: number[] = [MISSING];
  if (!holdsNumbers(profiles[index]!)) return { ...ofCodes(head, { missingCodes }, rows), index };
  const numbers = new Float64Array(head.dictionary.size).fill(NaN);
  for (const row of rows) {
    const code = head.codes[row]!;
    if (code !== MISSING && Number.isNaN(numbers[code])) {
      numbers[code] = readNumber(head.dictionary.text(code)).value;
    }
  }
  numbers.forEach((value, code) => {
    if (code !== MISSING && Number.isNaN(value)) missingCodes.push(code);
  });
  return { ...ofCodes(head, { missingCodes, numbers }, rows), index };
}
