import { readNumber } from '../cells/number';
import type { MetricContext } from '../metric';
import { holdsNumbers, type ColumnProfile } from '../table/profile';
import { isOpen, MISSING, type Codes, type Column, type Table } from '../table/table';
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
  if (drawn.rowCount === rowCount && drawn.rows.length === size) return drawn.rows.slice();
  const stream = auditStream('audit/sample');
  const rows = Uint32Array.from({ length: size }, (_, i) => {
    const from = Math.floor((i * rowCount) / size);
    const to = Math.floor(((i + 1) * rowCount) / size);
    return from + Math.floor(stream.uniform(i) * (to - from));
  });
  drawn = { rowCount, rows };
  return rows.slice();
}

/** What was drawn last: it depends on nothing else, and several metrics ask for the same. */
let drawn = { rowCount: 0, rows: new Uint32Array(0) };

/** Whether only the first rows of a column are at hand. */
export const isSketched = (table: Table, index: number): boolean =>
  isOpen(table, index) && table.columns[index]!.counted === undefined;

/** Rows to judge columns by. */
export interface Sample {
  /** Ascending. */
  readonly rows: Uint32Array;
  /** They are the first rows of the file, and not spread over it. */
  readonly first: boolean;
}

/**
 * A sample in which all the given columns can be read without reading all of the file again: spread over the file where
 * all are held, or their values are, else the first rows, which open columns keep.
 */
export function sampleFor(table: Table, columns: readonly number[], size = SAMPLE): Sample {
  const open = columns.filter((index) => isSketched(table, index));
  if (open.length === 0) return { rows: sampledRows(table.rowCount, size), first: false };
  const held = open.map((index) => table.columns[index]!.sketch?.head.codes.length ?? 0);
  const length = Math.min(size, FIRST, table.rowCount, ...held);
  return { rows: Uint32Array.from({ length }, (_, row) => row), first: true };
}

/** The same among some rows only, ascending; undefined stands for all rows. */
export function sampleAmong(
  table: Table,
  columns: readonly number[],
  among: Uint32Array | undefined,
  size = SAMPLE,
): Sample {
  if (!among) return sampleFor(table, columns, size);
  const { rows, first } = sampleFor(table, columns, FIRST);
  if (!first) return { rows: sampledRows(among.length, size).map((i) => among[i]!), first };
  const held = among.filter((row) => row < rows.length);
  return { rows: held.subarray(0, size), first };
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
  const counted = countedCodes(table, columns, rows, context.tick);
  return columns.map((index, i) => {
    context.tick(i, columns.length);
    const column = table.columns[index]!;
    const profile = context.profiles[index]!;
    const { head } = column.sketch ?? {};
    if (head && isSketched(table, index)) return ofHead(head, index, rows, context);
    const codes = counted.get(index);
    return codes
      ? ofCodes(column, profile, codes)
      : ofCodes(column, profile, codesAt(column.codes, rows));
  });
}

function codesAt(codes: Codes, rows: Uint32Array): Uint32Array {
  const found = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) found[i] = codes[rows[i]!]!;
  return found;
}

/** The codes in some rows, ascending, of those columns whose codes are not held: read row by row from the file. */
function countedCodes(
  table: Table,
  columns: readonly number[],
  rows: Uint32Array,
  tick: MetricContext['tick'],
): Map<number, Uint32Array> {
  const codeOf = columns.flatMap((index) => {
    const column = table.columns[index]!;
    // Of an open column the dictionary would be read from the file.
    if (!column.counted) return [];
    const { dictionary } = column;
    const byText = new Map<string, number>();
    for (let code = dictionary.size - 1; code >= 0; code--) byText.set(dictionary.text(code), code);
    return [{ index, byText, codes: new Uint32Array(rows.length) }];
  });
  if (codeOf.length > 0) {
    rows.forEach((row, i) => {
      if (i % 64 === 0) tick(0, columns.length);
      const texts = table.backing!.rowTexts(row);
      for (const { index, byText, codes } of codeOf)
        codes[i] = byText.get(texts[index]!) ?? MISSING;
    });
  }
  return new Map(codeOf.map(({ index, codes }) => [index, codes]));
}

/** `codes`: per sampled row. */
function ofCodes(
  { index, name, dictionary }: Pick<Column, 'index' | 'name' | 'dictionary'>,
  { missingCodes, numbers }: Pick<ColumnProfile, 'missingCodes' | 'numbers'>,
  codes: Uint32Array,
): SampledColumn {
  const levelOf = new Int32Array(dictionary.size).fill(UNSEEN);
  for (const code of missingCodes) levelOf[code] = -1;
  const seen: number[] = [];
  const levels = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (levelOf[code] === UNSEEN) levelOf[code] = seen.push(code) - 1;
    levels[i] = levelOf[code]!;
  }
  return {
    index,
    name,
    levels,
    levelCount: seen.length,
    text: (level) => dictionary.text(seen[level]!),
    ...(numbers && { numbers: numbersAt(numbers, codes) }),
  };
}

function numbersAt(numbers: Float64Array, codes: Uint32Array): Float64Array {
  const found = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) found[i] = numbers[codes[i]!]!;
  return found;
}

/** The first rows of an open column; what is no number in a column of numbers is missing. */
function ofHead(
  head: Column,
  index: number,
  rows: Uint32Array,
  { profiles }: Pick<MetricContext, 'profiles'>,
): SampledColumn {
  const missingCodes: number[] = [MISSING];
  if (!holdsNumbers(profiles[index]!))
    return { ...ofCodes(head, { missingCodes }, codesAt(head.codes, rows)), index };
  const numbers = new Float64Array(head.dictionary.size).fill(NaN);
  const seen = new Uint8Array(numbers.length);
  seen[MISSING] = 1;
  for (const row of rows) {
    const code = head.codes[row]!;
    if (seen[code] === 1) continue;
    seen[code] = 1;
    numbers[code] = readNumber(head.dictionary.text(code)).value;
    if (Number.isNaN(numbers[code])) missingCodes.push(code);
  }
  return { ...ofCodes(head, { missingCodes, numbers }, codesAt(head.codes, rows)), index };
}
