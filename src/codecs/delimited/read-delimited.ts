import type { Dialect } from '../../engine/metric';
import { EngineError } from '../../engine/problems';
import type { Problem } from '../../engine/problems';
import { MOST_HELD, MOST_HELD_BYTES } from '../../engine/table/sketch';
import type { Table } from '../../engine/table/table';
import type { ByteSource } from '../bytes';
import { charsetFor, isTranscoded, UTF8 } from '../encodings/charset';
import type { Charset } from '../encodings/charset';
import type { ReadOptions, ReadResult, Tick } from '../codec';
import { assembleTable, heldColumn } from './parts/assemble-table';
import { hintsFrom } from './dialect/hints';
import { mergeParts } from './parts/merge-parts';
import type { HeldLimits, HeldPart } from './columns/part-column';
import { bytesHeld, memoryOf } from './parts/part-memory';
import { runParts } from './parts/run-parts';
import { openedAtOnce } from './parts/opened-at-once';
import { readPart, type ChunkSizes, type HeadSize, type PartTask } from './parts/read-part';
import { sketchHeld } from './columns/sketch-held';
import { splitStarts } from './parts/split';
import { HERE } from '../parts/part-runner';
import { delimiterByte, delimiterOption, QUOTE } from './dialect/delimiter';
import { detectDialect } from './dialect/detect-dialect';
import type { DialectGuess } from './dialect/detect-dialect';
import { previewText, settleEncoding } from '../encodings/detect-encoding';
import type { EncodingGuess } from '../encodings/detect-encoding';
import { encodingOfText } from '../encodings/guess-legacy';
import { reportEncoding, reportNames } from '../name-problems';
import { readHead } from '../bytes/read-head';
import { RowLedger } from '../rows/row-ledger';
import { bytesPerRow, partCount, type FirstRows } from './parts/smallest-part';
import { t } from '../../engine/language';

const SIZES: ChunkSizes = { chunk: 1 << 20, fields: 1 << 15 };
const PREVIEW = 1 << 20;
/**
 * What is read ahead to learn what columns look like; a batch more of rows must still fit into codes of two bytes. Long
 * texts are told from fewer rows: ten thousand of them would take longer than much of what follows.
 */
const HEAD: HeadSize = { most: 10_000, fewest: 2000, bytes: 512 << 10 };
/** More fields than this are a file without line ends, not a table: every column takes some kilobytes. */
const MOST_COLUMNS = 1 << 17;
/** Smaller parts are not worth a thread. */
const SMALLEST_PART = 4 << 20;
/** A dictionary of the head has no limit: its rows are few. */
const UNLIMITED: HeldLimits = { values: MOST_HELD, bytes: 0xffffffff };

/** What the beginning of a text says of how it is written. */
export interface TextGuess {
  readonly encoding: EncodingGuess;
  readonly dialect: DialectGuess;
}

/** Guesses encoding and dialect; `expected` as in `readDelimited`. @throws EngineError bad-parameter, unreadable */
export function guessText(
  source: ByteSource,
  options: ReadOptions,
  expected: string | undefined,
): TextGuess {
  const head = readHead(source, PREVIEW);
  const encoding = encodingOfText(source, head, options.encoding);
  const dialect = detectDialect(previewText(head, encoding), head.length < source.size, {
    delimiter: delimiterOption(options.delimiter),
    header: options.header,
    expected,
  });
  return { encoding, dialect };
}

/**
 * Reads delimited text in one pass, in several parts at a time if `options` allow it. `format` is the codec's id,
 * `expected` the delimiter that the file's name stands for, `guessed` what is known of the text.
 * @throws EngineError unreadable, bad-parameter, too-large; Cancelled
 */
export function readDelimited(
  source: ByteSource,
  options: ReadOptions,
  tick: Tick,
  format: string,
  expected: string | undefined,
  sizes = SIZES,
  guessed = guessText(source, options, expected),
): ReadResult {
  const { encoding, dialect: guess } = guessed;
  if (guess.width > MOST_COLUMNS) {
    const fields = guess.width.toLocaleString('en');
    throw new EngineError(
      'too-large',
      t`The first rows of \`${source.name}\` have ${fields} fields, more than the ${MOST_COLUMNS.toLocaleString('en')} columns that can be audited: check its line ends and its delimiter.`,
      { line: 0, byte: 0 },
    );
  }
  return new DelimitedReading(source, encoding, guess, options, sizes).run(tick, format);
}

class DelimitedReading {
  readonly #source: ByteSource;
  readonly #encoding: EncodingGuess;
  readonly #guess: DialectGuess;
  readonly #options: ReadOptions;
  readonly #whole: PartTask;
  readonly #ledger: RowLedger;
  #head: FirstRows | undefined;
  /** A tick while the first rows are looked at: nothing goes on meanwhile. */
  #pulse: () => void = () => undefined;

  constructor(
    source: ByteSource,
    encoding: EncodingGuess,
    guess: DialectGuess,
    options: ReadOptions,
    sizes: ChunkSizes,
  ) {
    this.#source = source;
    this.#encoding = encoding;
    this.#guess = guess;
    this.#options = options;
    const {
      values = MOST_HELD,
      bytes = MOST_HELD_BYTES,
      withoutKernel = false,
    } = options.limits ?? {};
    this.#whole = {
      start: encoding.bomLength,
      end: source.size,
      firstLine: 0,
      last: true,
      encoding: encoding.name,
      marks: {
        delimiter: delimiterByte(guess.delimiter),
        quote: QUOTE,
        skipInitialSpace: guess.skipInitialSpace,
      },
      header: guess.header,
      width: guess.header ? 0 : guess.width,
      limits: { values: Math.min(values, MOST_HELD), bytes },
      opened: new Set(),
      withoutKernel,
      sizes,
    };
    this.#ledger = new RowLedger(false);
  }

  run(heard: Tick, format: string): ReadResult {
    let reached = 0;
    const tick: Tick = (done, total) => {
      reached = done;
      heard(done, total);
    };
    this.#pulse = () => {
      heard(reached, this.#source.size);
    };
    this.#pulse();
    const hints = () => this.#readHead().hints;
    const { runner = HERE } = this.#options;
    const parts = runParts(runner, this.#source, this.#tasks(), hints, tick);
    const ledger = this.#ledger;
    let lines = 0;
    for (const part of parts) {
      ledger.append(part.ledger, lines);
      lines += part.ledger.lines;
    }
    const charset = this.#tableCharset(ledger.census);
    const rows = ledger.spans.count;
    const { limits } = this.#whole;
    const { columns, keys } = mergeParts(
      parts.map(({ ledger: { rows }, columns, keys }) => ({ rows, columns, keys })),
      { hints, limits, sketchHeld, tick: () => tick(this.#source.size, this.#source.size) },
    );
    const { names: written, headerLine } = parts[0]!;
    const names =
      written?.map((bytes) => charset.decode(bytes)) ??
      Array.from({ length: columns.length }, (_, index) => `column_${index + 1}`);
    if (written) reportNames(ledger.problems, names, headerLine);
    const spans = ledger.spans.finish();
    const held = ledger.spans.bytes + (keys?.byteLength ?? 0) + bytesHeld(columns);
    const limit = this.#options.limits?.memory;
    const { marks, start } = this.#whole;
    const table = assembleTable({
      layout: {
        source: this.#source,
        start,
        encoding: this.#encoding.name,
        marks,
        header: this.#guess.header,
        rows,
      },
      names,
      columns,
      keys,
      spans,
      charset,
      head: () => this.#readHead(),
      memory: limit && Math.max(0, limit - held),
      parts: { ...this.#options.limits, runner },
      tick,
    });
    ledger.reportLineEnds();
    return {
      table,
      facts: {
        name: this.#source.name,
        format,
        bytes: this.#source.size,
        encoding: isTranscoded(this.#encoding.name) ? this.#encoding.name : charset.name,
        encodingGuessed:
          this.#encoding.by === 'guessed' ||
          (this.#encoding.by === 'open' && charset.name !== 'utf-8'),
        dialect: this.#dialect(),
        headerCertain: this.#guess.headerCertain,
        blankLines: ledger.blankLines,
        raggedRows: ledger.raggedRows,
        problems: this.#problems(names.length),
      },
    };
  }

  /** The file in one part, or in as many as may be read at the same time. */
  #tasks(): PartTask[] {
    const { limits } = this.#options;
    const opened = openedAtOnce(this.#source, this.#whole.limits.values, () => this.#readHead());
    const whole = { ...this.#whole, opened };
    const memory = limits?.memory;
    const most = isTranscoded(whole.encoding)
      ? 1
      : partCount(whole.end - whole.start, SMALLEST_PART, limits, this.#guess.width, () =>
          this.#readHead(),
        );
    if (most < 2) return [{ ...whole, ...memoryOf(memory, 1) }];
    const width = whole.width || this.#readHead().table.columns.length;
    const starts = splitStarts(this.#source, whole.start, most, whole.marks, width);
    return starts.map((start, index) => {
      const last = index === starts.length - 1;
      const end = last ? whole.end : starts[index + 1]!;
      return {
        ...whole,
        firstLine: index === 0 ? 0 : undefined,
        start,
        end,
        last,
        header: whole.header && index === 0,
        width: index === 0 ? whole.width : width,
        ...memoryOf(memory, (end - start) / (whole.end - whole.start)),
      };
    });
  }

  /** The first rows, exactly, and what they lead to expect of the rest; read when they are needed first. */
  #readHead(): FirstRows {
    if (this.#head) return this.#head;
    const task = { ...this.#whole, limits: UNLIMITED, head: HEAD };
    const noHints = (): never => {
      throw new Error('The columns of the head are never opened.');
    };
    const part = readPart(this.#source, task, noHints, this.#pulse);
    this.#pulse();
    const charset = this.#tableCharset(part.ledger);
    const names = part.names ?? part.columns;
    const columns = names.map((name, index) =>
      heldColumn(
        index,
        name instanceof Uint8Array ? charset.decode(name) : `column_${index + 1}`,
        part.columns[index] as HeldPart | undefined,
        charset,
      ),
    );
    const table: Table = { rowCount: part.ledger.rows, columns };
    const hints = hintsFrom(table, charset, this.#options.limits?.keep, this.#pulse);
    return (this.#head = { table, hints, bytesPerRow: bytesPerRow(part.ledger.spans) });
  }

  /** The charset of the bytes in the table, given what was counted in them. */
  #tableCharset(census: { readonly multibyte: number; readonly malformed: number }): Charset {
    const { name, by } = this.#encoding;
    if (isTranscoded(name)) return UTF8;
    return charsetFor(by === 'open' ? settleEncoding(census) : name);
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

  #problems(columns: number): Problem[] {
    const { problems } = this.#ledger;
    reportEncoding(problems, this.#encoding, this.#ledger);
    if (this.#guess.skipInitialSpace) {
      problems.add('padded-fields', 'info', () =>
        t('A space follows every delimiter: it was read as padding, and written files keep it.'),
      );
    }
    if (!this.#guess.delimiterCertain && columns > 1) {
      problems.add(
        'delimiter-guessed',
        'warning',
        () =>
          t`The delimiter is not certain: \`${this.#guess.delimiter}\` fits best, yet fewer than 90 % of the rows agree. Choose it if that is wrong.`,
      );
    }
    return problems.list();
  }
}
