import type { Dialect } from '../../engine/metric';
import { EngineError } from '../../engine/problems';
import { addedDelimiter } from './dialect/added-delimiter';
import type { ByteSink } from '../bytes';
import { charsetFor, isUtf16 } from '../encodings/charset';
import type { Charset } from '../encodings/charset';
import type { Tick, WriteJob } from '../codec';
import { scanMarks } from './dialect/delimiter';
import { readFirstRecord } from './dialect/first-record';
import { formatCell } from '../rows/format-cell';
import { madeRowCells } from '../rows/made-row-cells';
import { eachOutputRow, outputCount } from '../rows/output-rows';
import { RowCells } from './row-cells';
import { RowCopier } from '../rows/row-copier';
import { t } from '../../engine/language';

/**
 * Writes a plan in the source's own dialect and encoding: kept rows byte for byte, made rows and added columns by
 * papaparse's quoting rules. @throws EngineError ragged-rows, unwritable, disk-full; Cancelled
 */
export function writeDelimited(job: WriteJob, sink: ByteSink, tick: Tick): void {
  const dialect = job.dialect ?? job.result.facts.dialect;
  if (dialect === undefined) {
    throw new EngineError('unwritable', t('Only a table read from delimited text can be written.'));
  }
  new DelimitedWriting(job, dialect, sink).run(tick);
}

class DelimitedWriting {
  readonly #job: WriteJob;
  readonly #dialect: Dialect;
  readonly #charset: Charset;
  readonly #wide: boolean;
  readonly #rows: RowCopier;
  readonly #cells: RowCells;
  readonly #delimiter: string;
  /** What stands between two cells that are written here: the delimiter and its padding. */
  readonly #separator: string;
  /** Numbers and flags may hold the delimiter. */
  readonly #delimiterInWords: boolean;
  readonly #width: number;
  /** The row that a quote without end swallows the rest of the file into, or -1. */
  readonly #unclosedRow: number;
  /** Nothing was written of the row at hand. */
  #empty = true;

  constructor(job: WriteJob, dialect: Dialect, sink: ByteSink) {
    const { facts, table } = job.result;
    this.#job = job;
    this.#dialect = dialect;
    this.#charset = charsetFor(facts.encoding);
    this.#wide = isUtf16(this.#charset.name);
    this.#rows = new RowCopier(job, sink, this.#charset.encode(dialect.newline));
    this.#cells = new RowCells(scanMarks(dialect), facts.encoding);
    this.#delimiter =
      dialect.delimiter === '' && job.plan.columns.length > 0
        ? addedDelimiter(table.columns)
        : dialect.delimiter;
    this.#separator = this.#delimiter + (dialect.skipInitialSpace ? ' ' : '');
    this.#delimiterInWords = /[\w.+-]/.test(this.#delimiter);
    this.#width = table.columns.length;
    this.#unclosedRow =
      facts.problems.find(({ code }) => code === 'unclosed-quote')?.place?.row ?? -1;
  }

  run(tick: Tick): void {
    const headEnd = this.#writeHead();
    const adding = this.#job.plan.columns.length > 0;
    const kept = (row: number, output: number, last: boolean) => {
      if (row === this.#unclosedRow && (adding || !last) && !this.#job.tolerant)
        throw this.#unclosed(row);
      if (adding) this.#extendRow(row, output, last);
      else this.#rows.copy(row, last);
    };
    const cells = this.#madeCells();
    const made = (index: number, output: number, last: boolean) => {
      this.#writeMade(cells, index);
      this.#write(this.#added(output));
      this.#rows.endRow(last);
    };
    eachOutputRow(this.#job, { kept, made }, tick);
    this.#rows.finish(headEnd);
  }

  #write(text: string): void {
    if (text === '' || (!this.#wide && this.#rows.writeAscii(text))) return;
    this.#rows.write(this.#charset.encode(text));
  }

  /** Writes mark and header; returns where the header's content ends in the source. */
  #writeHead(): number {
    const { source, plan } = this.#job;
    const head = readFirstRecord(source, this.#dialect, this.#charset.name);
    this.#rows.write(head.mark);
    if (!this.#dialect.header || head.record === undefined) return head.end;
    const empty = outputCount(this.#job) === 0;
    if (head.unclosed && !(empty && plan.columns.length === 0)) {
      throw new EngineError(
        'unwritable',
        t('A quote in the header is never closed: close it in the file first.'),
      );
    }
    this.#rows.write(head.record);
    for (const { name } of plan.columns) {
      this.#write(this.#separator + formatCell(name, this.#delimiter));
    }
    this.#rows.endRow(empty);
    return head.end;
  }

  #extendRow(row: number, output: number, last: boolean): void {
    const bytes = this.#rows.row(row);
    this.#rows.write(bytes);
    if (row === this.#unclosedRow) this.#write('"');
    if (this.#job.result.facts.raggedRows > 0) {
      const fields = this.#cells.read(bytes);
      if (fields > this.#width && !this.#job.tolerant) throw this.#tooLong(row, fields);
      this.#write(this.#separator.repeat(Math.max(0, this.#width - fields)));
    }
    this.#write(this.#added(output));
    this.#rows.endRow(last);
  }

  #added(output: number): string {
    let text = '';
    for (const column of this.#job.plan.columns) {
      const cell = column.text(output);
      const plain = column.type !== 'text' && !this.#delimiterInWords;
      text += this.#separator + (plain ? cell : formatCell(cell, this.#delimiter));
    }
    return text;
  }

  /** What writes the cells of a made row, one by one. */
  #madeCells(): ((index: number) => void)[] {
    const { made } = this.#job.plan;
    if (!made?.count) return [];
    const text = (cell: string) => {
      this.#empty &&= cell === '';
      this.#write(cell);
    };
    const decimal = (digits: number, decimals: number) => {
      this.#empty = false;
      this.#rows.writeDecimal(digits, decimals);
    };
    const sink = { text, ...(!this.#wide && { decimal }) };
    return madeRowCells(this.#job.result.table, made, this.#delimiter, sink);
  }

  #writeMade(cells: readonly ((index: number) => void)[], index: number): void {
    this.#empty = true;
    for (let column = 0; column < cells.length; column++) {
      if (column > 0) this.#write(this.#separator);
      cells[column]!(index);
    }
    // An empty line would be no row.
    if (cells.length === 1 && this.#empty) this.#write('""');
  }

  #unclosed(row: number): EngineError {
    const line = this.#rows.spans.line(row);
    return new EngineError(
      'unwritable',
      t`A quote in the row on line ${line + 1} is never closed and would swallow what follows it: close it in the file first.`,
      { row, line },
    );
  }

  #tooLong(row: number, fields: number): EngineError {
    const line = this.#rows.spans.line(row);
    return new EngineError(
      'ragged-rows',
      t`Row ${row} on line ${line + 1} has ${fields} fields where the file has ${this.#width}, so that a new column would not line up: mend the row first.`,
      { row, line },
    );
  }
}
