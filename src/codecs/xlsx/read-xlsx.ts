import type { Table } from '../../engine/table/table';
import type { ByteSource } from '../bytes';
import type { Head, ReadOptions, ReadResult, Tick } from '../codec';
import { HeldMemory } from '../held-memory';
import { reportNames } from '../name-problems';
import { ProblemLog } from '../problem-log';
import { SheetReader, type SheetRow } from './sheet';
import { TextColumn } from './text-column';
import { openWorkbook, readPart } from './workbook';
import type { XmlHandlers } from './xml';
import { t } from '../../engine/language';

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
    const message = t`Only the first sheet, \`${workbook.sheet.name}\`, is read: save ${others} as a file of its own.`;
    problems.add('other-sheets', 'info', () => message);
  }
  const memory = new HeldMemory(source.name, options.limits?.memory);
  const sheet = new SheetTable(options.header ?? true, memory);
  const reader = new SheetReader(workbook, problems, (row) => {
    sheet.take(row);
  });
  readPart(source, workbook.sheet.entry, reader, at);
  return resultOf(source, options, sheet, problems);
}

/** A workbook of fewer bytes is read in a moment. */
const LARGE = 1 << 20;
/** Rows, and characters of texts, of which its first rows are made. */
const HEAD_ROWS = 5000;
const HEAD_TEXTS = 1 << 20;

/**
 * Reads the first rows of a large workbook, up to the first cell whose text stands far behind in the list of texts;
 * undefined when all of it is read as fast. @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export function headOfXlsx(source: ByteSource, options: ReadOptions, tick: Tick): Head | undefined {
  if (source.size < LARGE) return undefined;
  const workbook = openWorkbook(source, () => tick(0, 1), HEAD_TEXTS);
  const { entry } = workbook.sheet;
  const sheet = new SheetTable(options.header ?? true);
  let seen = 0;
  /** Rows in the packed bytes of the sheet that were gone through. */
  let counted = { rows: 0, bytes: 0 };
  const reader = new SheetReader(workbook, new ProblemLog(), (row) => {
    seen++;
    if (sheet.rows < HEAD_ROWS && reader.lostTexts === 0) sheet.take(row);
  });
  // A piece more than is needed, so that rows and bytes belong together.
  const enough = () => (sheet.rows === HEAD_ROWS || reader.lostTexts > 0) && counted.rows > 0;
  readPart(source, entry, stopping(reader, enough), (bytes) => {
    counted = { rows: seen, bytes: bytes - entry.offset };
    tick(counted.bytes, entry.packedSize);
  });
  if (!enough() || sheet.rows === 0) return undefined;
  const ofAbout = Math.round((counted.rows * entry.packedSize) / counted.bytes);
  return { result: resultOf(source, options, sheet, new ProblemLog()), ofAbout };
}

function stopping(reader: SheetReader, enough: () => boolean): XmlHandlers {
  return {
    open(name, attribute) {
      reader.open(name, attribute);
    },
    close(name) {
      reader.close(name);
    },
    text(text) {
      reader.text(text);
    },
    enough,
  };
}

function resultOf(
  source: ByteSource,
  options: ReadOptions,
  sheet: SheetTable,
  problems: ProblemLog,
): ReadResult {
  const table = sheet.finish();
  if (options.header ?? true)
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

/** Rows between two looks at the memory that they take. */
const CHECK_ROWS = 256;

/** The rows of a sheet as a table. */
class SheetTable {
  readonly #columns: TextColumn[] = [];
  readonly #names: string[] = [];
  readonly #memory: HeldMemory | undefined;
  #header: boolean;
  #rows = 0;
  #firstLine = -1;
  #lastLine = -1;
  #taken = 0;

  constructor(header: boolean, memory?: HeldMemory) {
    this.#header = header;
    this.#memory = memory;
  }

  get rows(): number {
    return this.#rows;
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
    if (this.#taken % CHECK_ROWS === 0) {
      const bytes = this.#columns.reduce((sum, column) => sum + column.bytes(this.#rows), 0);
      this.#memory?.claim(bytes, this.#rows);
    }
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
