import type { Dialect } from '../engine/metric';
import { madeText } from '../engine/plan';
import { EngineError } from '../engine/problems';
import type { RowSpans } from '../engine/table';
import { cellText } from '../engine/table';
import { BlockReader } from './block-reader';
import { BufferedSink } from './buffered-sink';
import type { ByteSink } from './bytes';
import { charsetFor } from './charset';
import type { Charset } from './charset';
import type { Tick, WriteJob } from './codec';
import { addedDelimiter } from './added-delimiter';
import { formatCell } from './format-cell';
import { readFirstRecord } from './first-record';
import { eachOutputRow, outputCount } from './output-rows';
import { RowShape } from './row-shape';

/**
 * Writes a plan in the source's own dialect and encoding: kept rows byte for byte, made rows and added columns by
 * papaparse's quoting rules. @throws EngineError ragged-rows, unwritable, disk-full; Cancelled
 */
export function writeDelimited(job: WriteJob, sink: ByteSink, tick: Tick): void {
  new DelimitedWriting(job, sink).run(tick);
}

class DelimitedWriting {
  readonly #job: WriteJob;
  readonly #dialect: Dialect;
  readonly #spans: RowSpans;
  readonly #charset: Charset;
  readonly #sink: BufferedSink;
  readonly #reader: BlockReader;
  readonly #shape: RowShape;
  readonly #newline: Uint8Array;
  /** What stands between two cells that are written here: the delimiter and its padding. */
  readonly #separator: string;
  readonly #delimiter: string;
  readonly #width: number;
  readonly #unclosedRow: number;
  /** Rows in a run can be copied at once: every gap between rows of the file is one line end. */
  readonly #regularGaps: boolean;
  /** Bytes of the source waiting to be copied: adjoining kept rows. */
  #runStart = 0;
  #runEnd = -1;
  /** Where the source's last record ends: what follows it, line ends alone, also ends what is written. */
  #tail = 0;

  constructor(job: WriteJob, sink: ByteSink) {
    const { facts, table } = job.result;
    const dialect = job.dialect ?? facts.dialect;
    if (dialect === undefined || table.spans === undefined) {
      throw new EngineError('unwritable', 'Only a table that was read from a file can be written.');
    }
    this.#job = job;
    this.#dialect = dialect;
    this.#spans = table.spans;
    this.#charset = charsetFor(facts.encoding);
    this.#sink = new BufferedSink(sink);
    this.#reader = new BlockReader(job.source);
    this.#shape = new RowShape(dialect, facts.encoding);
    this.#newline = this.#charset.encode(dialect.newline);
    this.#delimiter =
      dialect.delimiter === '' && job.plan.columns.length > 0
        ? addedDelimiter(table.columns)
        : dialect.delimiter;
    this.#separator = this.#delimiter + (dialect.skipInitialSpace ? ' ' : '');
    this.#width = table.columns.length;
    this.#unclosedRow =
      facts.problems.find(({ code }) => code === 'unclosed-quote')?.place?.row ?? -1;
    this.#regularGaps =
      facts.blankLines === 0 && !facts.problems.some(({ code }) => code === 'mixed-line-ends');
  }

  run(tick: Tick): void {
    this.#writeHead();
    const adding = this.#job.plan.columns.length > 0;
    eachOutputRow(
      this.#job,
      {
        kept: (row, output, last) => {
          if (adding) this.#extendRow(row, output, last);
          else this.#copyRow(row, last);
        },
        made: (made, output, last) => {
          this.#flushRun();
          this.#sink.write(this.#charset.encode(this.#madeRow(made) + this.#added(output)));
          this.#endRow(last);
        },
      },
      tick,
    );
    this.#flushRun();
    this.#copy(this.#tail, this.#job.source.size);
    this.#sink.flush();
  }

  #writeHead(): void {
    const { source, plan } = this.#job;
    const head = readFirstRecord(source, this.#dialect, this.#charset.name);
    this.#sink.write(head.mark);
    const rows = this.#spans.starts.length;
    this.#tail =
      rows > 0 ? this.#spans.starts[rows - 1]! + this.#spans.lengths[rows - 1]! : head.end;
    if (!this.#dialect.header || head.record === undefined) return;
    if (head.unclosed && (plan.columns.length > 0 || outputCount(this.#job) > 0)) {
      throw new EngineError(
        'unwritable',
        'A quote in the header is never closed: close it in the file first.',
        { line: 0 },
      );
    }
    this.#sink.write(head.record);
    const names = plan.columns.map(
      ({ name }) => this.#separator + formatCell(name, this.#delimiter),
    );
    this.#sink.write(this.#charset.encode(names.join('')));
    this.#endRow(outputCount(this.#job) === 0);
  }

  #copyRow(row: number, last: boolean): void {
    if (row === this.#unclosedRow && !last) throw this.#unclosed(row);
    const start = this.#spans.starts[row]!;
    const end = start + this.#spans.lengths[row]!;
    if (this.#regularGaps && this.#runEnd >= 0 && start === this.#runEnd + this.#newline.length) {
      this.#runEnd = end;
    } else {
      this.#flushRun();
      this.#runStart = start;
      this.#runEnd = end;
    }
    if (last || this.#runEnd - this.#runStart > RUN) {
      this.#copyRun();
      this.#endRow(last);
    }
  }

  /** Ends a run that is not the last: its rows, then a line end. */
  #flushRun(): void {
    if (this.#runEnd < 0) return;
    this.#copyRun();
    this.#endRow(false);
  }

  #copyRun(): void {
    this.#copy(this.#runStart, this.#runEnd);
    this.#runEnd = -1;
  }

  #copy(from: number, to: number): void {
    for (let at = from; at < to; at += RUN) {
      this.#sink.write(this.#reader.read(at, Math.min(RUN, to - at)));
    }
  }

  #extendRow(row: number, output: number, last: boolean): void {
    if (row === this.#unclosedRow) throw this.#unclosed(row);
    const bytes = this.#reader.read(this.#spans.starts[row]!, this.#spans.lengths[row]!);
    this.#sink.write(bytes);
    if (this.#job.result.facts.raggedRows > 0) {
      const fields = this.#shape.fields(bytes);
      if (fields > this.#width) throw this.#tooLong(row, fields);
      this.#sink.write(this.#charset.encode(this.#separator.repeat(this.#width - fields)));
    }
    this.#sink.write(this.#charset.encode(this.#added(output)));
    this.#endRow(last);
  }

  #endRow(last: boolean): void {
    if (!last) this.#sink.write(this.#newline);
  }

  #added(output: number): string {
    let text = '';
    for (const column of this.#job.plan.columns) {
      text += this.#separator + formatCell(column.text(output), this.#delimiter);
    }
    return text;
  }

  #madeRow(made: number): string {
    const { plan, result } = this.#job;
    const rows = plan.made!;
    const parent = rows.parents[made]!;
    const cells = result.table.columns.map((_, column) => cellText(result.table, parent, column));
    for (const column of rows.numbers) cells[column.column] = madeText(column, made);
    for (const { column, text } of rows.texts) cells[column] = text(made);
    const text = cells.map((cell) => formatCell(cell, this.#delimiter)).join(this.#separator);
    // An empty line would be no row.
    return text === '' ? '""' : text;
  }

  #unclosed(row: number): EngineError {
    const line = this.#spans.lines[row]!;
    return new EngineError(
      'unwritable',
      `A quote in the row on line ${line + 1} is never closed and would swallow what follows it: close it in the file first.`,
      { row, line },
    );
  }

  #tooLong(row: number, fields: number): EngineError {
    const line = this.#spans.lines[row]!;
    return new EngineError(
      'ragged-rows',
      `Row ${row} on line ${line + 1} has ${fields} fields where the file has ${this.#width}, so that a new column would not line up: mend the row first.`,
      { row, line },
    );
  }
}

/** Longest run that is copied at once. */
const RUN = 1 << 18;
