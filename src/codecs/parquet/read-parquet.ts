import type { Column } from '../../engine/table';
import type { ByteSource } from '../bytes';
import type { ReadOptions, ReadResult, Tick } from '../codec';
import { reportNames } from '../name-problems';
import { ProblemLog } from '../problem-log';
import { readFooter } from './footer';
import { bytesOf, loadField } from './load-field';
import { ParquetBacking } from './parquet-backing';
import { sketchField } from './sketch-field';

/**
 * Reads a Parquet file column by column, and of each column one page at a time: a row of the table per row, a column
 * per stored value, lists and maps as JSON text. Columns with very many distinct values stay open.
 * @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export function readParquet(
  source: ByteSource,
  tick: Tick,
  { limits }: Pick<ReadOptions, 'limits'> = {},
): ReadResult {
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
    facts: {
      name: source.name,
      format: 'parquet',
      bytes: source.size,
      encoding: 'utf-8',
      encodingGuessed: false,
      headerCertain: true,
      blankLines: 0,
      raggedRows: 0,
      problems: problems.list(),
    },
  };
}
