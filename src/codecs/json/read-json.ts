import { EngineError } from '../../engine/problems';
import { ByteWindow } from '../byte-window';
import type { ByteSource } from '../bytes';
import { isUtf16 } from '../charset';
import type { Head, ReadOptions, ReadResult, Tick } from '../codec';
import { detectEncoding } from '../detect-encoding';
import type { EncodingGuess } from '../detect-encoding';
import { reportEncoding } from '../name-problems';
import { readHead } from '../read-head';
import { documentLayout, tailFault } from './document-layout';
import type { DocumentLayout } from './document-layout';
import { JsonColumns } from './json-columns';
import { JsonLedger } from './json-ledger';
import { eachBatch } from './json-rows';
import type { RowsLoop } from './json-rows';
import type { JsonScanner } from './json-scanner';
import { JsonKernel, jsonKernelModule } from './kernel-scanner';
import { closePath, crowdedPath, keysTo } from './path-limits';
import { pathName } from './path-names';
import { JsonTwin } from './twin-scanner';
import { jsonText } from './unescape';

/** How much is read at a time; results do not depend on it. */
export interface JsonLimits {
  /** Bytes per read. */
  readonly chunk: number;
  /** Rows and leaves per scan. */
  readonly rows: number;
  readonly leaves: number;
}

const LIMITS: JsonLimits = { chunk: 1 << 20, rows: 1 << 12, leaves: 1 << 16 };

/**
 * Reads JSON Lines in one pass: one row per line that is not blank, one column per path of keys in order of first
 * appearance. A line that is no object is a row without values and a problem, so that nothing is left out.
 * @throws EngineError unreadable, bad-parameter, too-large; Cancelled
 */
export function readJsonl(
  source: ByteSource,
  options: ReadOptions,
  tick: Tick,
  limits = LIMITS,
): ReadResult {
  const encoding = encodingOf(source, options);
  const layout = { arrangement: 'lines', start: encoding.bomLength, line: 0 } as const;
  return readRows(source, encoding, layout, tick, limits);
}

/**
 * Reads a JSON document: a list of objects, an object with one such list, or objects that follow each other; one row
 * per object. @throws EngineError unsupported-format, unreadable, bad-parameter, too-large; Cancelled
 */
export function readJsonDocument(
  source: ByteSource,
  options: ReadOptions,
  tick: Tick,
  limits = LIMITS,
): ReadResult {
  const encoding = encodingOf(source, options);
  return readRows(source, encoding, documentLayout(source, encoding), tick, limits);
}

/** A document of fewer bytes is read in a moment, and so are the first bytes of a larger one. */
const LARGE = 8 << 20;
const HEAD = 1 << 20;

/**
 * Reads the first rows of a JSON document; undefined when all of it is read as fast.
 * @throws EngineError unsupported-format, unreadable, bad-parameter, too-large; Cancelled
 */
export function headOfDocument(
  source: ByteSource,
  options: ReadOptions,
  tick: Tick,
): Head | undefined {
  if (source.size < LARGE) return undefined;
  const encoding = encodingOf(source, options);
  const layout = documentLayout(source, encoding);
  let end = layout.start;
  const enough = (byte: number) => (end = byte) - layout.start >= HEAD;
  const result = readRows(source, encoding, layout, tick, LIMITS, enough);
  const { rowCount } = result.table;
  if (rowCount === 0 || end - layout.start < HEAD) return undefined;
  return { result, ofAbout: Math.round((rowCount * source.size) / end) };
}

/** @throws EngineError bad-parameter, unreadable */
function encodingOf(source: ByteSource, options: ReadOptions): EncodingGuess {
  const encoding = detectEncoding(readHead(source, 4096), options.encoding);
  if (encoding.name === 'utf-8' || isUtf16(encoding.name)) return encoding;
  throw new EngineError(
    'bad-parameter',
    `JSON is UTF-8 or UTF-16 and cannot be read as ${encoding.name}.`,
  );
}

function readRows(
  source: ByteSource,
  encoding: EncodingGuess,
  layout: DocumentLayout,
  tick: Tick,
  limits: JsonLimits,
  enough: Enough = () => false,
): ReadResult {
  const closed: Uint8Array[][] = [];
  for (;;) {
    const reading = new JsonReading(source, encoding, layout, limits, closed, enough);
    const crowded = reading.scan(tick);
    if (crowded === undefined) return reading.result();
    // Objects whose keys are values become one cell each, from the first row on.
    closed.push(crowded);
  }
}

/** Whether no more is read, asked when the rows before a byte of the file were taken. */
type Enough = (byte: number) => boolean;

class JsonReading {
  readonly #enough: Enough;
  readonly #source: ByteSource;
  readonly #encoding: EncodingGuess;
  readonly #layout: DocumentLayout;
  readonly #window: ByteWindow;
  readonly #scanner: JsonScanner;
  readonly #ledger: JsonLedger;
  readonly #columns: JsonColumns;
  #paths = 0;

  constructor(
    source: ByteSource,
    encoding: EncodingGuess,
    layout: DocumentLayout,
    limits: JsonLimits,
    closed: readonly (readonly Uint8Array[])[],
    enough: Enough,
  ) {
    this.#enough = enough;
    this.#source = source;
    this.#encoding = encoding;
    this.#layout = layout;
    this.#window = new ByteWindow(source, layout.start, limits.chunk, encoding.name);
    const module = jsonKernelModule();
    this.#scanner = module
      ? new JsonKernel(module, layout.arrangement, limits.rows, limits.leaves)
      : new JsonTwin(layout.arrangement, limits.rows, limits.leaves);
    this.#scanner.batch.line = layout.line;
    this.#ledger = new JsonLedger(layout.arrangement, encoding.name === 'utf-8');
    this.#columns = new JsonColumns(this.#scanner, this.#ledger.problems);
    for (const keys of closed) this.#close(keys);
  }

  /** Goes through the file; the keys to objects that have too many members to be columns, when there are such. */
  scan(tick: Tick): Uint8Array[] | undefined {
    let crowded: Uint8Array[] | undefined;
    const { paths } = this.#scanner;
    const loop: RowsLoop = {
      source: this.#source,
      window: this.#window,
      scanner: this.#scanner,
      ledger: this.#ledger,
      arrangement: this.#layout.arrangement,
      take: (firstRow) => {
        if (paths.count > this.#paths) {
          this.#paths = paths.count;
          const path = crowdedPath(paths);
          if (path !== undefined) crowded = keysTo(paths, path);
        }
        if (crowded !== undefined) return false;
        this.#columns.take(firstRow);
        return !this.#enough(this.#endOfBatch());
      },
    };
    if (eachBatch(loop, tick) && this.#layout.arrangement === 'list') this.#lookBehind();
    return crowded;
  }

  /** The byte of the file behind the last row of the batch. */
  #endOfBatch(): number {
    const { rowEnds, rows } = this.#scanner.batch;
    const { base, from } = this.#window;
    return base + this.#window.fileLength(from, rowEnds[rows - 1]!);
  }

  /** What was read, once all of it was. */
  result(): ReadResult {
    const ledger = this.#ledger;
    // JSON is UTF-8 however many of its bytes are malformed.
    const by = this.#encoding.by === 'open' ? 'given' : this.#encoding.by;
    reportEncoding(ledger.problems, { ...this.#encoding, by }, ledger);
    const rows = ledger.spans.count;
    return {
      table: { rowCount: rows, columns: this.#columns.finish(rows), spans: ledger.spans.finish() },
      facts: {
        name: this.#source.name,
        format: this.#layout.arrangement === 'lines' ? 'jsonl' : 'json',
        bytes: this.#source.size,
        encoding: this.#encoding.name,
        encodingGuessed: this.#encoding.by === 'guessed',
        headerCertain: true,
        blankLines: ledger.blankLines,
        raggedRows: 0,
        problems: ledger.problems.list(),
      },
    };
  }

  #close(keys: readonly Uint8Array[]): void {
    closePath(this.#scanner.paths, keys);
    const name = pathName(keys.map((key) => jsonText(key, 0, key.length)));
    this.#ledger.problems.add(
      'many-keys',
      'info',
      () =>
        `The objects in \`${name}\` have so many different keys that these seem to be values: each object is one cell.`,
    );
  }

  #lookBehind(): void {
    const { line } = this.#scanner.batch;
    const fault = tailFault(this.#source, this.#window, line, this.#layout.member);
    if (!fault) return;
    const { message, ...place } = fault;
    this.#ledger.problems.add(
      'text-after-list',
      'error',
      () => `Line ${place.line + 1} ${message}.`,
      place,
    );
  }
}
