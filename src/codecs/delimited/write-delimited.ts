import type { Dialect } from '../../engine/metric';
import type { AddedColumn } from '../../engine/plan/plan';
import { EngineError } from '../../engine/problems';
import { addedDelimiter } from './dialect/added-delimiter';
import type { ByteSink } from '../bytes';
import { charsetFor, isUtf16 } from '../encodings/charset';
import type { Charset } from '../encodings/charset';
import type { Tick, WriteJob } from '../codec';
import { scanMarks } from './dialect/delimiter';
import { readFirstRecord } from './dialect/first-record';
import { formatCell } from '../rows/format-cell';
import { madeRowCells, type CellSink } from '../rows/made-row-cells';
import { eachOutputRow, outputCount, type RowWriter } from '../rows/output-rows';
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

/** An added column, the text it gave last and how that is written. */
interface Added {
  readonly column: AddedColumn;
  /** Its cells never need quotes. */
  readonly plain: boolean;
  text: string;
  cell: string;
}

class DelimitedWriting implements RowWriter {
  readonly #job: WriteJob;
  readonly #dialect: Dialect;
  readonly #charset: Charset;
  readonly #wide: boolean;
  readonly #rows: RowCopier;
  readonly #cells: RowCells;
  readonly #delimiter: string;
  /** What stands between two cells that are written here: the delimiter and its padding. */
  readonly #separator: string;
  readonly #added: readonly Added[];
  readonly #width: number;
  readonly #ragged: boolean;
  /** The row that a quote without end swallows the rest of the file into, or -1. */
  readonly #unclosedRow: number;
  /** Nothing was written of the row at hand. */
  #empty = true;
  #cellWriters: ((index: number) => void)[] | undefined;

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
    // Numbers and flags may hold the delimiter.
    const delimiterInWords = /[\w.+-]/.test(this.#delimiter);
    this.#added = job.plan.columns.map((column) => ({
      column,
      plain: column.type !== 'text' && !delimiterInWords,
      text: '',
      cell: '',
    }));
    this.#width = table.columns.length;
    this.#ragged = facts.raggedRows > 0;
    this.#unclosedRow =
      facts.problems.find(({ code }) => code === 'unclosed-quote')?.place?.row ?? -1;
  }

  run(tick: Tick): void {
    const headEnd = this.#writeHead();
    eachOutputRow(this.#job, this, tick);
    this.#rows.finish(headEnd);
  }

  kept(row: number, output: number, last: boolean): void {
    const adding = this.#added.length > 0;
    if (row === this.#unclosedRow && (adding || !last) && !this.#job.tolerant)
      throw this.#unclosed(row);
    if (adding) this.#extendRow(row, output, last);
    else this.#rows.copy(row, last);
  }

  made(index: number, output: number, last: boolean): void {
    this.#writeMade(index);
    this.#writeAdded(output);
    this.#rows.endRow(last);
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
    if (this.#ragged) {
      const fields = this.#cells.read(bytes);
      if (fields > this.#width && !this.#job.tolerant) throw this.#tooLong(row, fields);
      this.#write(this.#separator.repeat(Math.max(0, this.#width - fields)));
    }
    this.#writeAdded(output);
    this.#rows.endRow(last);
  }

  #writeAdded(output: number): void {
    for (const added of this.#added) {
      const text = added.column.text(output);
      // Most columns repeat what they say.
      if (text !== added.text) {
        added.text = text;
        added.cell = added.plain ? text : formatCell(text, this.#delimiter);
      }
      this.#write(this.#separator);
      this.#write(added.cell);
    }
  }

  /** What writes the cells of a made row, in their order. */
  #madeCells(): ((index: number) => void)[] {
    const { made } = this.#job.plan;
    if (!made?.count) return [];
    const separator = this.#charset.encode(this.#separator);
    const sink: CellSink = {
      text: (cell) => {
        this.#empty &&= cell === '';
        this.#write(cell);
      },
      separator: () => {
        this.#write(this.#separator);
      },
      ...(!this.#wide && {
        decimals: (values, decimals, row, from) => {
          const to = this.#rows.writeDecimals(values, decimals, row, from, separator);
          this.#empty &&= to === from;
          return to;
        },
      }),
    };
    return madeRowCells(this.#job.result.table, made, this.#delimiter, sink);
  }

  #writeMade(index: number): void {
    const cells = (this.#cellWriters ??= this.#madeCells());
    this.#empty = true;
    for (let at = 0; at < cells.length; at++) {
      if (at > 0) this.#write(this.#separator);
      cells[at]!(index);
    }
    // An empty line would be no row.
    if (this.#width === 1 && this.#empty) this.#write('""');
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
