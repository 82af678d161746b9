import { EngineError } from '../engine/problems';
import type { RowSpans } from '../engine/table';
import { BlockReader } from './block-reader';
import { BufferedSink } from './buffered-sink';
import type { ByteSink } from './bytes';
import type { WriteJob } from './codec';

/** Longest run of bytes that is copied at once. */
const RUN = 1 << 18;

/**
 * Copies kept rows byte for byte and puts line ends between rows. Rows that adjoin in the source are copied together.
 * What follows the source's last record, line ends alone, also ends the written file.
 */
export class RowCopier {
  readonly spans: RowSpans;
  readonly #source: WriteJob['source'];
  readonly #reader: BlockReader;
  readonly #sink: BufferedSink;
  readonly #newline: Uint8Array;
  /** Every gap between two rows of the source is exactly one line end. */
  readonly #regularGaps: boolean;
  /** Adjoining rows that wait to be copied; an end of -1 means none. */
  #runStart = 0;
  #runEnd = -1;

  /** `newline`: the line end in the file's encoding. @throws EngineError unwritable for a table that lies in no file */
  constructor({ source, result }: WriteJob, sink: ByteSink, newline: Uint8Array) {
    const { spans } = result.table;
    if (spans === undefined) {
      throw new EngineError('unwritable', 'Only a table that was read from a file can be written.');
    }
    this.spans = spans;
    this.#source = source;
    this.#reader = new BlockReader(source);
    this.#sink = new BufferedSink(sink);
    this.#newline = newline;
    const { blankLines, problems } = result.facts;
    this.#regularGaps =
      blankLines === 0 && !problems.some(({ code }) => code === 'mixed-line-ends');
  }

  /** A row's bytes without its line end, valid until the next call. @throws EngineError unreadable, source-changed */
  row(row: number): Uint8Array {
    return this.#reader.read(this.spans.start(row), this.spans.length(row));
  }

  /** Writes bytes that are not a whole kept row. @throws EngineError disk-full, unwritable */
  write(bytes: Uint8Array): void {
    this.#flushRun();
    this.#sink.write(bytes);
  }

  /** Ends a row that was written piece by piece. */
  endRow(last: boolean): void {
    if (!last) this.#sink.write(this.#newline);
  }

  /** Copies a kept row and ends it. */
  copy(row: number, last: boolean): void {
    const start = this.spans.start(row);
    const end = start + this.spans.length(row);
    const adjoins =
      this.#regularGaps && this.#runEnd >= 0 && start === this.#runEnd + this.#newline.length;
    if (!adjoins) {
      this.#flushRun();
      this.#runStart = start;
    }
    this.#runEnd = end;
    if (last) {
      this.#copyBytes(this.#runStart, end);
      this.#runEnd = -1;
    } else if (end - this.#runStart > RUN) this.#flushRun();
  }

  /** Writes what follows the last record of the source, which ends at `afterHeader` if there is no row. */
  finish(afterHeader: number): void {
    const last = this.spans.count - 1;
    const tail = last < 0 ? afterHeader : this.spans.start(last) + this.spans.length(last);
    this.#copyBytes(tail, this.#source.size);
    this.#sink.flush();
  }

  #flushRun(): void {
    if (this.#runEnd < 0) return;
    this.#copyBytes(this.#runStart, this.#runEnd);
    this.#runEnd = -1;
    this.#sink.write(this.#newline);
  }

  #copyBytes(from: number, to: number): void {
    for (let at = from; at < to; at += RUN) {
      this.#sink.write(this.#reader.read(at, Math.min(RUN, to - at)));
    }
  }
}
