import type { Table } from '../../engine/table';
import type { ByteSource } from '../bytes';
import type { ReadOptions, ReadResult, Tick } from '../codec';
import { reportNames } from '../name-problems';
import { ProblemLog } from '../problem-log';
import { SheetReader, type SheetRow } from './sheet';
import { TextColumn } from './text-column';
import { openWorkbook, readPart } from './workbook';

/**
 * Reads the first sheet of a workbook: its first row that is not empty holds the names, unless `options.header` is false.
 * Cells are the texts that CSV would have: numbers in their shortest form, dates as ISO 8601.
 * @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export function readXlsx(source: ByteSource, options: ReadOptions, tick: Tick): ReadResult {
  let read = 0;
  const at = (bytes: number) => {
    read = Math.max(read, bytes);
    tick(read, source.size);
  };
  at(0);
  const workbook = openWorkbook(source, at);
  const problems = new ProblemLog();
  if (workbook.others.length > 0) {
    const others = workbook.others.map((name) => `\`${name}\``).join(', ');
    const message = `Only the first sheet, \`${workbook.sheet.name}\`, is read: save ${others} as a file of its own.`;
    problems.add('other-sheets', 'info', () => message);
  }
  const header = options.header ?? true;
  const sheet = new SheetTable(header);
  const reader = new SheetReader(workbook, problems, (row) => {
    sheet.take(row);
  });
  readPart(source, workbook.sheet.entry, reader, at);
  const table = sheet.finish();
  if (header)
    reportNames(
      problems,
      table.columns.map(({ name }) => name),
      sheet.nameLine,
    );
  return {
    table,
    facts: {
      name: source.name,
      format: 'xlsx',
      bytes: source.size,
      encoding: 'utf-8',
      encodingGuessed: false,
      headerCertain: options.header !== undefined,
      blankLines: sheet.blankLines,
      raggedRows: 0,
      problems: problems.list(),
    },
  };
}

/** The rows of a sheet as a table. */
class SheetTable {
  readonly #columns: TextColumn[] = [];
  readonly #names: string[] = [];
  #header: boolean;
  #rows = 0;
  #firstLine = -1;
  #lastLine = -1;
  #taken = 0;

  constructor(header: boolean) {
    this.#header = header;
  }

  /** Where the names stand; 0 when there is nothing. */
  get nameLine(): number {
    return Math.max(0, this.#firstLine);
  }

  /** Rows of the sheet between its first and its last that have no value. */
  get blankLines(): number {
    return this.#lastLine - this.#firstLine + (this.#taken > 0 ? 1 : 0) - this.#taken;
  }

  take({ line, columns, texts }: SheetRow): void {
    if (this.#taken++ === 0) this.#firstLine = line;
    this.#lastLine = line;
    const named = this.#header;
    this.#header = false;
    columns.forEach((column, i) => {
      const text = texts[i]!;
      while (this.#columns.length <= column) this.#columns.push(new TextColumn());
      if (named) this.#names[column] = text;
      else this.#columns[column]!.set(this.#rows, text);
    });
    if (!named) this.#rows++;
  }

  finish(): Table {
    const named = this.#names.length > 0;
    const columns = this.#columns.map((column, index) => {
      const name = named ? (this.#names[index] ?? '') : `column_${index + 1}`;
      return column.finish(index, name, this.#rows);
    });
    return { rowCount: this.#rows, columns };
  }
}
