import { memorySource } from '../../../../src/codecs/bytes';
import { charsetFor } from '../../../../src/codecs/encodings/charset';
import type { ReadResult } from '../../../../src/codecs/codec';
import { readDelimited } from '../../../../src/codecs/delimited/read-delimited';
import { EngineError } from '../../../../src/engine/problems';
import { cells, noTick } from '../../../unit/codecs/reading';
import { pythonCsv } from '../python-csv';
import { EXCEPTIONS, mended, papaRows } from './exceptions';
import type { Case } from './files';
import { isBlank, recordsOf, valueOf, type Record, type Separators } from './records';

/** How often something was seen: that each exception occurs, and what papaparse reads as it is. */
export interface Census {
  files: number;
  refused: number;
  /** Files that papaparse reads rightly without any mending. */
  plain: number;
  /** Per exception: files in which it alone occurs and changes papaparse's answer. */
  readonly changed: Map<string, number>;
}

/** Files that are parsed a second time, to see that an exception changes something; per exception. */
const SEEN = 25;

/** Reads a file and compares everything that is known about it; returns what is wrong, or undefined. */
export function wrongIn({ bytes, options, sizes }: Case, census?: Census): string | undefined {
  if (census) census.files++;
  let read: ReadResult;
  try {
    read = readDelimited(memorySource('a.csv', bytes), options, noTick, 'csv', undefined, sizes);
  } catch (error) {
    if (!(error instanceof EngineError && error.code === 'unreadable')) return String(error);
    if (census) census.refused++;
    return isUtf32(bytes) ? undefined : `refused: ${error.message}`;
  }
  const { table, facts } = read;
  const dialect = facts.dialect!;
  const separators = { delimiter: dialect.delimiter, padded: dialect.skipInitialSpace };
  const { text, shown } = textFor(bytes, facts.encoding, dialect.bom);
  const all = recordsOf(text, separators);
  const records = all.filter((record) => !isBlank(record));
  const values = records.map(({ fields }) => fields.map(valueOf).map(shown));
  const width = table.columns.length;
  const ours = cells(table);
  if (dialect.header && values.length > 0) ours.unshift(table.columns.map(({ name }) => name));
  return (
    differ('the pattern', ours, fitted(values, width)) ??
    (separators.padded
      ? undefined
      : differ('Python', values, shownAll(pythonCsv(text, dialect.delimiter), shown))) ??
    wrongFacts(read, all, records) ??
    differFromPapa(all, values, shown, separators, census)
  );
}

/**
 * The text of a file and how its cells are shown. Malformed UTF-8 is parsed byte by byte and decoded cell by cell, as the
 * reader does: taking quotes away may put the halves of a character together.
 */
function textFor(
  bytes: Uint8Array,
  encoding: string,
  bom: boolean,
): { text: string; shown: (cell: string) => string } {
  const text = charsetFor(encoding).decode(bytes);
  if (encoding !== 'utf-8' || !text.includes('\ufffd')) {
    return { text: text.slice(bom ? 1 : 0), shown: (cell) => cell };
  }
  const { decode } = charsetFor('utf-8');
  return {
    text: Buffer.from(bytes.subarray(bom ? 3 : 0)).toString('latin1'),
    shown: (cell) => decode(Buffer.from(cell, 'latin1')),
  };
}

const shownAll = (rows: readonly string[][], shown: (cell: string) => string) =>
  rows.map((row) => row.map(shown));

/** Every row with as many cells as the table has columns. */
const fitted = (rows: readonly string[][], width: number) =>
  rows.map((row) =>
    row.length === width ? row : Array.from({ length: width }, (_, index) => row[index] ?? ''),
  );

function differ(
  who: string,
  ours: readonly (readonly string[])[],
  theirs: readonly (readonly string[])[],
): string | undefined {
  const same =
    ours.length === theirs.length &&
    ours.every((row, r) => {
      const other = theirs[r]!;
      return row.length === other.length && row.every((cell, c) => cell === other[c]);
    });
  return same
    ? undefined
    : `${who} reads ${JSON.stringify(theirs)} and not ${JSON.stringify(ours)}`;
}

/** What the reader says about the file, next to what the records show. */
function wrongFacts(
  { table, facts }: ReadResult,
  all: readonly Record[],
  records: readonly Record[],
): string | undefined {
  const data = facts.dialect!.header ? records.slice(1) : records;
  const count = (is: (field: Record['fields'][number]) => boolean) =>
    records.reduce((sum, { fields }) => sum + fields.filter(is).length, 0);
  const said = (code: string) => {
    const problem = facts.problems.find((found) => found.code === code);
    return problem ? 1 + (problem.more ?? 0) : 0;
  };
  const pairs: [string, unknown, unknown][] = [
    ['rows', table.rowCount, data.length],
    ['blankLines', facts.blankLines, all.length - records.length],
    [
      'raggedRows',
      facts.raggedRows,
      data.filter(({ fields }) => fields.length !== table.columns.length).length,
    ],
    ['text-after-quote', said('text-after-quote'), count(({ after }) => after !== '')],
    ['unclosed-quote', said('unclosed-quote'), count(({ closed }) => !closed)],
    [
      'mixed-line-ends',
      said('mixed-line-ends') > 0,
      new Set(records.map(({ end }) => end).filter(Boolean)).size > 1,
    ],
    ['finalNewline', facts.dialect!.finalNewline, (all.at(-1)?.end ?? '') !== ''],
  ];
  const wrong = pairs.find(([, ours, theirs]) => ours !== theirs);
  return wrong && `${wrong[0]} is ${String(wrong[2])} and not ${String(wrong[1])}`;
}

/** papaparse reads the same once the text is written without what it reads in another way. */
function differFromPapa(
  records: readonly Record[],
  values: readonly string[][],
  shown: (cell: string) => string,
  separators: Separators,
  census: Census | undefined,
): string | undefined {
  const found = EXCEPTIONS.filter((exception) => exception.occurs(records, separators));
  const without = new Set(found.map(({ id }) => id));
  const rows = (mending: ReadonlySet<string>) =>
    shownAll(papaRows(mended(records, separators, mending), records, separators, mending), shown);
  if (census && found.length === 0) census.plain++;
  const [sole, second] = found;
  const seen = sole && !second ? (census?.changed.get(sole.id) ?? 0) : SEEN;
  if (seen < SEEN && differ('', values, rows(new Set()))) census?.changed.set(sole!.id, seen + 1);
  return differ('papaparse', values, rows(without));
}

const isUtf32 = ([a, b, c, d]: Uint8Array) =>
  (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe);
