import type { Column } from '../../engine/table';
import type { ByteSource } from '../bytes';
import type { ReadResult, Tick } from '../codec';
import { reportNames } from '../name-problems';
import { ProblemLog } from '../problem-log';
import { FlatColumn } from './flat-column';
import { readFooter, type Footer } from './footer';
import { NestedColumn } from './nested-column';
import { ChunkPages } from './pages';
import type { Field } from './schema';

/**
 * Reads a Parquet file column by column, and of each column one page at a time: a row of the table per row, a column
 * per stored value, lists and maps as JSON text. @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export function readParquet(source: ByteSource, tick: Tick): ReadResult {
  const footer = readFooter(source);
  const problems = new ProblemLog();
  const progress = bytesRead(footer, tick);
  const { fields } = footer.schema;
  const columns = fields.map((field, index) => {
    const read = field.flat ? readFlat : readNested;
    return read(source, footer, field, index, problems, progress);
  });
  reportNames(
    problems,
    fields.map(({ name }) => name),
    0,
  );
  return {
    table: { rowCount: footer.rows, columns },
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

/** Takes note that `bytes` more of the file were read. @throws Cancelled */
type Progress = (bytes: number) => void;

type ReadField = (
  source: ByteSource,
  footer: Footer,
  field: Field,
  index: number,
  problems: ProblemLog,
  progress: Progress,
) => Column;

const readFlat: ReadField = (source, footer, field, index, problems, progress) => {
  const leaf = field.leaves[0]!;
  const column = new FlatColumn(leaf, footer.rows);
  for (const group of footer.groups) {
    const pages = new ChunkPages(source, group, leaf);
    let before = group.chunks[leaf.index]!.start;
    for (let page = pages.next(); page; page = pages.next()) {
      column.take(page, pages.dictionary);
      const { byte } = pages.place();
      progress(byte - before);
      before = byte;
    }
  }
  return column.finish(index, field.name, problems);
};

const readNested: ReadField = (source, footer, field, index, _problems, progress) => {
  const column = new NestedColumn(field, footer.rows);
  for (const group of footer.groups) {
    column.take(source, group, () => {
      progress(0);
    });
    for (const leaf of field.leaves) {
      const { start, end } = group.chunks[leaf.index]!;
      progress(end - start);
    }
  }
  return column.finish(index, field.name);
};

function bytesRead({ groups }: Footer, tick: Tick): Progress {
  let total = 0;
  for (const { chunks } of groups) for (const { start, end } of chunks) total += end - start;
  let done = 0;
  tick(0, total);
  return (bytes) => {
    done += bytes;
    tick(done, total);
  };
}
