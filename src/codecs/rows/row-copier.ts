import { EngineError } from '../../engine/problems';
import type { RowSpans } from '../../engine/table/table';
import { BufferedSink } from '../bytes/buffered-sink';
import type { ByteSink } from '../bytes';
import type { WriteJob } from '../codec';
import { RangeReader } from '../bytes/range-reader';
import { t } from '../../engine/language';

/** Bytes that are copied at once. */
const PIECE = 1 << 18;
/** Longest run of rows that is copied at once, so that progress is seen and cancels are heard. */
const RUN = 1 << 14;

/**
 * Copies kept rows byte for byte and puts line ends between rows. Rows that adjoin in the source are copied together.
 * What follows the source's last record, line ends alone, also ends the written file.
 */
export class RowCopier {
  readonly spans: RowSpans;
  readonly #source: WriteJob['source'];
  readonly #reader: RangeReader;
  readonly #sink: BufferedSink;
  readonly #newline: Uint8Array;
  /** Nothing but single line ends of one kind lies between rows, as far as the reading tells. */
  readonly #regular: boolean;
  /** And that is sure without a look at each gap. */
  readonly #spaced: boolean;
  /** Adjoining rows that wait to be copied: from the first to before `#runEnd`; equal when none do. */
  #runFirst = 0;
  #runEnd = 0;

  /** `newline`: the line end in the file's encoding. @throws EngineError unwritable for a table that lies in no file */
  constructor({ source, result }: WriteJob, sink: ByteSink, newline: Uint8Array) {
    const { spans } = result.table;
    if (spans === undefined) {
      throw new EngineError(
        'unwritable',
        t('Only a table that was read from a file can be written.'),
      );
    }
    this.spans = spans;
    this.#source = source;
    this.#reader = new RangeReader(source);
    this.#sink = new BufferedSink(sink);
    this.#newline = newline;
    const { blankLines, problems } = result.facts;
    this.#regular = blankLines === 0 && !problems.some(({ code }) => code === 'mixed-line-ends');
    this.#spaced = this.#regular && spans.areSpaced?.(newline.length) === true;
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

  /** Writes a short text of ASCII alone, as it stands; false, and nothing is written, for any other. */
  writeAscii(text: string): boolean {
    this.#flushRun();
    return this.#sink.writeAscii(text);
  }

  /** Writes numbers of a row as ASCII, as `BufferedSink.writeDecimals` does. */
  writeDecimals(
    values: readonly Float64Array[],
    decimals: Uint8Array,
    row: number,
    from: number,
    separator: Uint8Array,
  ): number {
    this.#flushRun();
    return this.#sink.writeDecimals(values, decimals, row, from, separator);
  }

  /** Ends a row that was written piece by piece. */
  endRow(last: boolean): void {
    if (!last) this.#sink.write(this.#newline);
  }

  /** Copies a kept row and ends it. */
  copy(row: number, last: boolean): void {
    if (row !== this.#runEnd || row - this.#runFirst >= RUN || !this.#adjoins(row)) {
      this.#flushRun();
      this.#runFirst = row;
    }
    this.#runEnd = row + 1;
    if (last) this.#copyRun();
  }

  /** Writes what follows the last record of the source, which ends at `afterHeader` if there is no row. */
  finish(afterHeader: number): void {
    const last = this.spans.count - 1;
    const tail = last < 0 ? afterHeader : this.spans.start(last) + this.spans.length(last);
    this.#copyBytes(tail, this.#source.size);
    this.#sink.flush();
  }

  /** Whether one line end, and nothing else, stands between a row and the one before. */
  #adjoins(row: number): boolean {
    if (this.#spaced || !this.#regular || row === 0) return this.#spaced;
    const end = this.spans.start(row - 1) + this.spans.length(row - 1);
    return this.spans.start(row) === end + this.#newline.length;
  }

  #flushRun(): void {
    if (this.#runEnd > this.#runFirst) {
      this.#copyRun();
      this.#sink.write(this.#newline);
    }
  }

  #copyRun(): void {
    const last = this.#runEnd - 1;
    this.#copyBytes(
      this.spans.start(this.#runFirst),
      this.spans.start(last) + this.spans.length(last),
    );
    this.#runFirst = this.#runEnd = 0;
  }

  #copyBytes(from: number, to: number): void {
    for (let at = from; at < to; at += PIECE) {
      this.#sink.write(this.#reader.read(at, Math.min(PIECE, to - at)));
    }
  }
}
