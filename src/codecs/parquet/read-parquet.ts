import type { Column } from '../../engine/table';
import type { ByteSource } from '../bytes';
import type { Head, ReadOptions, ReadResult, Tick } from '../codec';
import { reportNames } from '../name-problems';
import { ProblemLog } from '../problem-log';
import { firstRows } from './first-rows';
import { readFooter, type Footer } from './footer';
import { bytesOf, loadField } from './load-field';
import { ParquetBacking } from './parquet-backing';
import { sketchField } from './sketch-field';

/** A Parquet file that was read. */
export interface ParquetResult extends ReadResult {
  readonly footer: Footer;
}

/** Bytes from which the first rows are worth a look of their own, and how many they are. */
const LARGE = 8 << 20;
const HEAD_ROWS = 20_000;

/**
 * Reads a Parquet file column by column, and of each column one page at a time: a row of the table per row, a column
 * per stored value, lists and maps as JSON text. Columns with very many distinct values stay open.
 * @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export function readParquet(
  source: ByteSource,
  tick: Tick,
  { limits }: Pick<ReadOptions, 'limits'> = {},
): ParquetResult {
  const footer = readFooter(source);
  const { fields } = footer.schema;
  const problems = new ProblemLog();
  const progress = bytesOf(footer, fields, tick);
  const backing = new ParquetBacking(source, footer, tick, limits?.memory);
  const columns = fields.map((_, index): Column => {
    const reading = { source, footer, index, problems };
    const held = loadField(reading, ({ overflows }) => overflows, progress);
    return held ?? backing.column(index, sketchField(reading, progress));
  });
  reportNames(
    problems,
    fields.map(({ name }) => name),
    0,
  );
  const isOpen = columns.some(({ sketch }) => sketch !== undefined);
  return {
    table: { rowCount: footer.rows, columns, ...(isOpen && { backing }) },
    facts: factsOf(source, problems),
    footer,
  };
}

/**
 * Reads the first rows of a large file; undefined when all of it is read as fast.
 * @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export function readParquetHead(source: ByteSource, tick: Tick): Head | undefined {
  if (source.size < LARGE) return undefined;
  const footer = readFooter(source);
  if (footer.rows <= HEAD_ROWS) return undefined;
  const { fields } = footer.schema;
  const columns = fields.map((_, index) => {
    tick(index, fields.length);
    return firstRows({ source, footer, index }, HEAD_ROWS);
  });
  const result = {
    table: { rowCount: HEAD_ROWS, columns },
    facts: factsOf(source, new ProblemLog()),
  };
  return { result, ofAbout: footer.rows };
}

function factsOf({ name, size }: ByteSource, problems: ProblemLog): ReadResult['facts'] {
  return {
    name,
    format: 'parquet',
    bytes: size,
    encoding: 'utf-8',
    encodingGuessed: false,
    headerCertain: true,
    blankLines: 0,
    raggedRows: 0,
    problems: problems.list(),
  };
}
