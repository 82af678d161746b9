import { EngineError } from '../../engine/problems';
import type { RowSpans } from '../../engine/table/table';
import { BlockReader } from '../bytes/block-reader';
import { BufferedSink } from '../bytes/buffered-sink';
import type { ByteSink } from '../bytes';
import type { Charset } from '../encodings/charset';
import type { WriteJob } from '../codec';
import { t } from '../../engine/language';

const RUN = 1 << 18;
const NONE = -2;

/**
 * Copies rows of a JSON document byte for byte, with what was between, before and behind them: rows that follow each
 * other in the source keep what stands between them, others get what stands between the first two.
 */
export class ElementCopier {
  readonly spans: RowSpans;
  readonly #source: WriteJob['source'];
  readonly #reader: BlockReader;
  readonly #sink: BufferedSink;
  readonly #gap: Uint8Array;
  readonly #charset: Charset;
  /** Where the first row starts and the last ends; both are the end of the file when there is no row. */
  readonly #first: number;
  readonly #last: number;
  /** The row that was copied last, if nothing was written since. */
  #before = NONE;
  /** Bytes of the source that wait to be copied. */
  #from = 0;
  #to = 0;

  /** @throws EngineError unwritable for a table that lies in no file */
  constructor({ source, result }: WriteJob, sink: ByteSink, charset: Charset) {
    const { spans } = result.table;
    if (spans === undefined) {
      throw new EngineError(
        'unwritable',
        t('Only a table that was read from a file can be written.'),
      );
    }
    this.spans = spans;
    this.#source = source;
    this.#reader = new BlockReader(source);
    this.#sink = new BufferedSink(sink);
    this.#charset = charset;
    const { count } = spans;
    this.#first = count === 0 ? source.size : spans.start(0);
    this.#last = count === 0 ? source.size : this.#endOf(count - 1);
    this.#gap = this.#gapOf();
  }

  /** A row's bytes, valid until the next call. @throws EngineError unreadable, source-changed */
  row(row: number): Uint8Array {
    return this.#reader.read(this.spans.start(row), this.spans.length(row));
  }

  /** Writes what stands before the first row; `rows`: whether one follows. */
  begin(rows: boolean): void {
    if (rows || this.spans.count === 0) this.#copy(0, this.#first);
    else this.#sink.write(this.#charset.encode(this.#textBefore().trimEnd()));
  }

  /** Writes a part of a row that is not copied as a whole. */
  write(bytes: Uint8Array): void {
    if (this.#before !== NONE) {
      this.#flush();
      this.#sink.write(this.#gap);
      this.#before = NONE;
    }
    this.#sink.write(bytes);
  }

  /** Ends a row that was written piece by piece. */
  endRow(last: boolean): void {
    if (!last) this.#sink.write(this.#gap);
  }

  /** Copies a kept row and ends it. */
  copy(row: number): void {
    if (this.#before === NONE || row !== this.#before + 1) {
      this.#flush();
      if (this.#before !== NONE) this.#sink.write(this.#gap);
      this.#from = this.spans.start(row);
    }
    this.#to = this.#endOf(row);
    this.#before = row;
    if (this.#to - this.#from > RUN) this.#flush();
  }

  /** Writes what follows the source's last row. */
  finish(rows: boolean): void {
    this.#flush();
    let from = this.#last;
    if (!rows && this.spans.count > 0) {
      const length = Math.min(RUN, this.#source.size - from);
      const text = this.#charset.decode(this.#reader.read(from, length));
      from += this.#charset.encode(/^[\s,]*/.exec(text)![0]).length;
    }
    this.#copy(from, this.#source.size);
    this.#sink.flush();
  }

  #endOf(row: number): number {
    return this.spans.start(row) + this.spans.length(row);
  }

  #flush(): void {
    this.#copy(this.#from, this.#to);
    this.#from = this.#to;
  }

  #copy(from: number, to: number): void {
    for (let at = from; at < to; at += RUN) {
      this.#sink.write(this.#reader.read(at, Math.min(RUN, to - at)));
    }
  }

  /** All that stands before the first row. */
  #textBefore(): string {
    return this.#charset.decode(this.#reader.read(0, this.#first));
  }

  /**
   * What stands between the first two rows; for a single row a comma, if it stands in a list, and the white space that
   * stands before it.
   */
  #gapOf(): Uint8Array {
    const { spans } = this;
    const before = spans.count === 0 ? '' : this.#textBefore();
    const comma = before.trimEnd().endsWith('[') ? ',' : '';
    if (spans.count < 2) return this.#charset.encode(comma + (/\s*$/.exec(before)![0] || '\n'));
    const end = this.#endOf(0);
    const length = Math.min(RUN, spans.start(1) - end);
    const between = this.#charset.decode(this.#reader.read(end, length));
    return this.#charset.encode(between.includes(',') ? between : comma + between);
  }
}
