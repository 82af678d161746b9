import type { Dialect } from '../engine/metric';
import type { Problem } from '../engine/problems';
import { ByteWindow } from './byte-window';
import type { ByteSource } from './bytes';
import { charsetFor, isUtf16, UTF8 } from './charset';
import type { Charset } from './charset';
import type { ReadOptions, ReadResult, Tick } from './codec';
import { ColumnBuilder, Scratch } from './column-builder';
import { delimitedScanner } from './delimited-scanner';
import { delimiterByte, delimiterOption, QUOTE } from './delimiter';
import { detectDialect } from './detect-dialect';
import type { DialectGuess } from './detect-dialect';
import { detectEncoding, previewText, settleEncoding } from './detect-encoding';
import type { EncodingGuess } from './detect-encoding';
import { reportEncoding, reportNames } from './name-problems';
import { fieldValue } from './field-value';
import { readHead } from './read-head';
import { RowLedger } from './row-ledger';
import type { ScanBatch } from './scan-delimited';
import type { TwinScanner } from './twin-scanner';

/** How much is read and scanned at a time; results do not depend on it. */
export interface ReadLimits {
  /** Bytes per read. */
  readonly chunk: number;
  /** Fields per scan. */
  readonly fields: number;
}

const LIMITS: ReadLimits = { chunk: 1 << 20, fields: 1 << 15 };
const PREVIEW = 1 << 20;
/** A wrong guess from short first rows must not claim memory that is never used. */
const MOST_EXPECTED = 1 << 24;

/**
 * Reads delimited text in one pass. `format` is the codec's id, `expected` the delimiter that the file's name stands
 * for. @throws EngineError unreadable, bad-parameter, too-large; Cancelled
 */
export function readDelimited(
  source: ByteSource,
  options: ReadOptions,
  tick: Tick,
  format: string,
  expected: string | undefined,
  limits = LIMITS,
): ReadResult {
  const head = readHead(source, PREVIEW);
  const encoding = detectEncoding(head, options.encoding);
  const guess = detectDialect(previewText(head, encoding), head.length < source.size, {
    delimiter: delimiterOption(options.delimiter),
    header: options.header,
    expected,
  });
  return new DelimitedReading(source, encoding, guess, limits).run(tick, format);
}

class DelimitedReading {
  readonly #source: ByteSource;
  readonly #encoding: EncodingGuess;
  readonly #guess: DialectGuess;
  readonly #window: ByteWindow;
  readonly #scanner: TwinScanner;
  readonly #ledger: RowLedger;
  readonly #scratch = new Scratch();
  #columns: ColumnBuilder[] = [];
  /** The header's cells as bytes of the table; decoded when the encoding is settled. */
  #names: Uint8Array[] | undefined;
  #headerLine = 0;

  constructor(
    source: ByteSource,
    encoding: EncodingGuess,
    guess: DialectGuess,
    limits: ReadLimits,
  ) {
    this.#source = source;
    this.#encoding = encoding;
    this.#guess = guess;
    const marks = {
      delimiter: delimiterByte(guess.delimiter),
      quote: QUOTE,
      skipInitialSpace: guess.skipInitialSpace,
    };
    this.#window = new ByteWindow(source, encoding.bomLength, limits.chunk, encoding.name);
    this.#scanner = delimitedScanner(marks, limits.fields);
    this.#ledger = new RowLedger(encoding.name === 'utf-8');
    if (!guess.header) this.#ledger.width = guess.width;
  }

  run(tick: Tick, format: string): ReadResult {
    this.#scan(tick);
    const ledger = this.#ledger;
    const charset = this.#settle();
    const rows = ledger.spans.count;
    const names =
      this.#names?.map((bytes) => charset.decode(bytes)) ??
      Array.from({ length: this.#columns.length }, (_, index) => `column_${index + 1}`);
    if (this.#names) reportNames(ledger.problems, names, this.#headerLine);
    return {
      table: {
        rowCount: rows,
        columns: this.#columns.map((column, index) =>
          column.finish(index, names[index]!, rows, charset),
        ),
        spans: ledger.spans.finish(),
      },
      facts: {
        name: this.#source.name,
        format,
        bytes: this.#source.size,
        encoding: isUtf16(this.#encoding.name) ? this.#encoding.name : charset.name,
        encodingGuessed:
          this.#encoding.by === 'guessed' ||
          (this.#encoding.by === 'open' && charset.name !== 'utf-8'),
        dialect: this.#dialect(),
        headerCertain: this.#guess.headerCertain,
        blankLines: ledger.blankLines,
        raggedRows: ledger.raggedRows,
        problems: this.#problems(),
      },
    };
  }

  #scan(tick: Tick): void {
    const window = this.#window;
    const scanner = this.#scanner;
    let line = 0;
    while (!window.ended) {
      window.fill();
      tick(window.base, this.#source.size);
      scanner.load(window.bytes, window.from, window.to, window.ended);
      let full: boolean;
      do {
        const done = scanner.scan(window.from, line);
        const { batch } = scanner;
        full = batch.full;
        if (done > window.from) {
          this.#enter(batch, done);
          line = batch.line;
          window.consume(done);
          tick(window.base, this.#source.size);
        } else if (full) scanner.enlarge();
      } while (full);
    }
  }

  #enter(batch: ScanBatch, done: number): void {
    const header = this.#guess.header && this.#names === undefined && batch.rows > 0;
    this.#ledger.enter(this.#window, batch, done, header);
    if (header) this.#takeHeader(batch);
    if (batch.rows === 0) return;
    if (this.#columns.length === 0) this.#addColumns(batch, done);
    const { bytes } = this.#window;
    this.#columns.forEach((column, index) => {
      column.addFields(bytes, batch, header ? 1 : 0, index, QUOTE, this.#scratch);
    });
  }

  #takeHeader(batch: ScanBatch): void {
    const { bytes } = this.#window;
    this.#headerLine = batch.rowLines[0]!;
    this.#names = Array.from({ length: this.#ledger.width }, (_, field) =>
      fieldValue(bytes, batch, field).slice(),
    );
  }

  /** Makes room for as many rows as the first ones lead to expect, so that columns seldom grow. */
  #addColumns(batch: ScanBatch, done: number): void {
    const bytesPerRow = Math.max(1, (done - this.#window.from) / batch.rows);
    const expected = Math.min(MOST_EXPECTED, (this.#source.size / bytesPerRow) * 1.05 + 16);
    this.#columns = Array.from(
      { length: this.#ledger.width },
      () => new ColumnBuilder(this.#window.ended && !batch.full ? batch.rows : Math.ceil(expected)),
    );
  }

  /** The charset of the bytes in the table, once all of them were seen. */
  #settle(): Charset {
    if (isUtf16(this.#encoding.name)) return UTF8;
    const { census } = this.#ledger;
    const name = this.#encoding.by === 'open' ? settleEncoding(census) : this.#encoding.name;
    return charsetFor(name);
  }

  #dialect(): Dialect {
    return {
      delimiter: this.#guess.delimiter,
      quote: '"',
      header: this.#guess.header,
      skipInitialSpace: this.#guess.skipInitialSpace,
      newline: this.#ledger.newline,
      finalNewline: this.#ledger.finalNewline,
      bom: this.#encoding.bomLength > 0,
    };
  }

  #problems(): Problem[] {
    const { problems } = this.#ledger;
    reportEncoding(problems, this.#encoding, this.#ledger);
    if (this.#guess.skipInitialSpace) {
      problems.add(
        'padded-fields',
        'info',
        () => 'A space follows every delimiter: it was read as padding, and written files keep it.',
      );
    }
    if (!this.#guess.delimiterCertain && this.#columns.length > 1) {
      problems.add(
        'delimiter-guessed',
        'warning',
        () =>
          `The delimiter is not certain: \`${this.#guess.delimiter}\` fits best, yet fewer than 90 % of the rows agree. Choose it if that is wrong.`,
      );
    }
    return problems.list();
  }
}
