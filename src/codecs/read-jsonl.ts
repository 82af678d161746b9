import type { Place } from '../engine/problems';
import { EngineError } from '../engine/problems';
import { ByteWindow } from './byte-window';
import type { ByteSource } from './bytes';
import { isUtf16, UTF8 } from './charset';
import type { ReadOptions, ReadResult, Tick } from './codec';
import { detectEncoding } from './detect-encoding';
import type { EncodingGuess } from './detect-encoding';
import { JsonColumns } from './json-columns';
import { reportEncoding } from './name-problems';
import { readHead } from './read-head';
import { RowLedger } from './row-ledger';
import { scanBatch } from './scan-delimited';
import type { ScanBatch } from './scan-delimited';
import { noMembers, scanObject } from './scan-json';
import type { LineKind } from './scan-json';
import { scanLines } from './scan-lines';

/** How much is read at a time; results do not depend on it. */
export interface LineLimits {
  /** Bytes per read. */
  readonly chunk: number;
  /** Lines per scan. */
  readonly lines: number;
}

const LIMITS: LineLimits = { chunk: 1 << 20, lines: 1 << 13 };

/**
 * Reads JSON Lines in one pass: one row per line that is not blank, one column per top-level key in order of first
 * appearance. A line that is no object is a row without values and a problem, so that nothing is left out.
 * @throws EngineError unreadable, bad-parameter, too-large; Cancelled
 */
export function readJsonl(
  source: ByteSource,
  options: ReadOptions,
  tick: Tick,
  limits = LIMITS,
): ReadResult {
  const encoding = detectEncoding(readHead(source, 4096), options.encoding);
  if (encoding.name !== 'utf-8' && !isUtf16(encoding.name)) {
    throw new EngineError(
      'bad-parameter',
      `JSON is UTF-8 or UTF-16 and cannot be read as ${encoding.name}.`,
    );
  }
  return new JsonlReading(source, encoding, limits).run(tick);
}

class JsonlReading {
  readonly #source: ByteSource;
  readonly #encoding: EncodingGuess;
  readonly #window: ByteWindow;
  readonly #ledger: RowLedger;
  readonly #batch: ScanBatch;
  readonly #columns: JsonColumns;
  readonly #members = noMembers();

  constructor(source: ByteSource, encoding: EncodingGuess, limits: LineLimits) {
    this.#source = source;
    this.#encoding = encoding;
    this.#window = new ByteWindow(source, encoding.bomLength, limits.chunk, encoding.name);
    this.#ledger = new RowLedger(encoding.name === 'utf-8');
    this.#batch = scanBatch(limits.lines);
    this.#columns = new JsonColumns(this.#ledger.problems);
  }

  run(tick: Tick): ReadResult {
    this.#scan(tick);
    const ledger = this.#ledger;
    // JSON is UTF-8 however many of its bytes are malformed.
    const encoding = this.#encoding.by === 'open' ? 'given' : this.#encoding.by;
    reportEncoding(ledger.problems, { ...this.#encoding, by: encoding }, ledger);
    const rows = ledger.spans.count;
    return {
      table: {
        rowCount: rows,
        columns: this.#columns.finish(rows, UTF8),
        spans: ledger.spans.finish(),
      },
      facts: {
        name: this.#source.name,
        format: 'jsonl',
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

  #scan(tick: Tick): void {
    const window = this.#window;
    const batch = this.#batch;
    window.fill();
    for (;;) {
      const { bytes, from, to, ended } = window;
      const done = scanLines(bytes, from, to, ended, batch);
      if (done === from) {
        if (ended) return;
        window.fill();
        continue;
      }
      const firstRow = this.#ledger.spans.count;
      this.#ledger.enter(window, batch, done, false);
      for (let row = 0; row < batch.rows; row++) this.#takeLine(row, firstRow + row);
      window.consume(done);
      tick(window.base, this.#source.size);
      if (!batch.full) window.fill();
    }
  }

  #takeLine(at: number, row: number): void {
    const { bytes, ended, to } = this.#window;
    const { rowStarts, rowEnds, rowLines } = this.#batch;
    const end = rowEnds[at]!;
    const line = rowLines[at]!;
    const kind = scanObject(bytes, rowStarts[at]!, end, this.#members);
    const place = { row, line };
    if (kind === 'object') this.#columns.take(bytes, this.#members, place);
    else this.#report(kind, ended && end === to, place);
  }

  #report(kind: Exclude<LineKind, 'object'>, atEnd: boolean, place: Place & { line: number }) {
    const { problems } = this.#ledger;
    const where = `Line ${place.line + 1}`;
    if (kind === 'other-value') {
      const message = `${where} is JSON but no object, so that its row is empty: mend it in the file.`;
      problems.add('non-object-line', 'error', () => message, place);
    } else if (atEnd) {
      const message = `${where}, the last, breaks off, so that its row is empty: the file may be incomplete.`;
      problems.add('truncated-line', 'error', () => message, place);
    } else {
      const message = `${where} cannot be parsed as JSON, so that its row is empty: mend it in the file.`;
      problems.add('unparsable-line', 'error', () => message, place);
    }
  }
}
