import type { Dialect } from '../../engine/metric';
import { LINE, ProblemLog, shifted, type PartProblems } from '../problem-log';
import { SpanBuilder, type PlacedPart } from './row-spans';
import type { ByteWindow } from '../bytes/byte-window';
import type { ScanBatch } from '../delimited/scan-delimited';
import type { Survey } from '../delimited/twin-scanner';
import { t } from '../../engine/language';

const CR = 13;
const LF = 10;
const NEWLINES: readonly Dialect['newline'][] = ['\n', '\r\n', '\r'];

/** The account of a part of a file; rows and lines count from the part's first. */
export interface LedgerPart {
  readonly rows: number;
  /** Lines of the part, line ends within cells included. */
  readonly lines: number;
  readonly blankLines: number;
  readonly raggedRows: number;
  readonly finalNewline: boolean;
  readonly multibyte: number;
  readonly malformed: number;
  readonly malformedAt: RowLedger['malformedAt'];
  /** Line ends by kind, as in `NEWLINES`, and the line on which each kind came first (-1: none). */
  readonly terminators: readonly number[];
  readonly terminatorLines: readonly number[];
  readonly spans: readonly PlacedPart[];
  readonly problems: PartProblems;
}

/** Keeps the account of rows as they stream by: where they lie and what is wrong with them. */
export class RowLedger {
  readonly problems = new ProblemLog();
  readonly spans = new SpanBuilder();
  /** Well-formed sequences of more than one byte, and malformed bytes. */
  readonly census = { multibyte: 0, malformed: 0 };
  blankLines = 0;
  raggedRows = 0;
  /** Fields per row of a regular file; 0 until known. */
  width = 0;
  /** True when the file's last byte is a line end. */
  finalNewline = false;
  /** Where the first malformed byte lies, if any. */
  malformedAt: { row?: number; line: number; byte: number } | undefined;
  readonly #terminators = [0, 0, 0];
  readonly #terminatorLines = [-1, -1, -1];
  readonly #countMalformed: boolean;

  /** `countMalformed`: look at every byte for malformed UTF-8. */
  constructor(countMalformed: boolean) {
    this.#countMalformed = countMalformed;
  }

  /** The most frequent line end of the rows; LF when there is none. */
  get newline(): Dialect['newline'] {
    const most = Math.max(...this.#terminators);
    return NEWLINES[this.#terminators.indexOf(most)]!;
  }

  /** Enters the rows of a batch that was scanned from `window.from` to `done`; row 0 is no data if `header`. */
  enter(window: ByteWindow, batch: ScanBatch, done: number, header: boolean, survey: Survey): void {
    const { bytes } = window;
    const firstRow = this.spans.count;
    let at = window.from;
    let offset = window.base;
    for (let row = 0; row < batch.rows; row++) {
      const start = batch.rowStarts[row]!;
      const end = batch.rowEnds[row]!;
      offset += window.fileLength(at, start);
      const length = window.fileLength(start, end);
      const line = batch.rowLines[row]!;
      const isHeader = header && row === 0;
      if (!isHeader) this.spans.add(offset, length, line);
      const fields = batch.rowFields[row + 1]! - batch.rowFields[row]!;
      if (this.width === 0) this.width = fields;
      if (fields !== this.width && !isHeader) this.#ragged(fields, line, offset);
      if (end < done) this.#terminator(bytes, end, done, line);
      offset += length;
      at = end;
    }
    this.blankLines += batch.blankLines;
    if (done > window.from) {
      const last = bytes[done - 1]!;
      this.finalNewline = (last === LF || last === CR) && !batch.unclosed;
    }
    this.#oddities(window, batch, firstRow - (header ? 1 : 0));
    const batchRow = firstRow - (header ? 1 : 0);
    if (survey.hasNul) this.#nulBytes(window, batch, done, batchRow);
    if (this.#countMalformed) this.#malformed(window, batch, survey, batchRow);
  }

  #ragged(fields: number, line: number, byte: number): void {
    this.raggedRows++;
    const row = this.spans.count - 1;
    const fate =
      fields < this.width
        ? t('the cells it lacks count as empty')
        : t('the fields beyond are kept in the file but are in no column');
    this.problems.add(
      'ragged-row',
      'warning',
      () => t`Line ${LINE} has ${fields} fields where ${this.width} are expected: ${fate}.`,
      { row, line, byte },
    );
  }

  #terminator(bytes: Uint8Array, end: number, done: number, line: number): void {
    // Behind `done` lie bytes of an earlier read.
    const kind = bytes[end] === LF ? 0 : end + 1 < done && bytes[end + 1] === LF ? 1 : 2;
    this.#terminators[kind]!++;
    if (this.#terminatorLines[kind] === -1) this.#terminatorLines[kind] = line;
  }

  /** Says where line ends change, if they do; to be asked when all rows are entered. */
  reportLineEnds(): void {
    const firsts = this.#terminatorLines.filter((line) => line >= 0).sort((a, b) => a - b);
    const line = firsts[1];
    if (line === undefined) return;
    this.problems.add(
      'mixed-line-ends',
      'info',
      () =>
        t`Line ${LINE} ends in another way than the lines before it: written files use the most frequent line end.`,
      { line },
    );
  }

  /** The account so far as a part; `lines` is the number of lines. Nothing may be entered afterwards. */
  part(lines: number): LedgerPart {
    return {
      rows: this.spans.count,
      lines,
      blankLines: this.blankLines,
      raggedRows: this.raggedRows,
      finalNewline: this.finalNewline,
      multibyte: this.census.multibyte,
      malformed: this.census.malformed,
      malformedAt: this.malformedAt,
      terminators: this.#terminators,
      terminatorLines: this.#terminatorLines,
      spans: this.spans.parts(),
      problems: this.problems.part,
    };
  }

  /** Enters the next part of the file, which begins on line `line`. */
  append(part: LedgerPart, line: number): void {
    const row = this.spans.count;
    for (const span of part.spans) this.spans.append(span.part, span.line + line);
    this.blankLines += part.blankLines;
    this.raggedRows += part.raggedRows;
    if (part.lines > 0) this.finalNewline = part.finalNewline;
    this.census.multibyte += part.multibyte;
    this.census.malformed += part.malformed;
    this.malformedAt ??= part.malformedAt && shifted(part.malformedAt, row, line);
    part.terminators.forEach((count, kind) => (this.#terminators[kind]! += count));
    part.terminatorLines.forEach((first, kind) => {
      if (first >= 0 && this.#terminatorLines[kind] === -1) {
        this.#terminatorLines[kind] = first + line;
      }
    });
    this.problems.append(part.problems, row, line);
  }

  #oddities(window: ByteWindow, batch: ScanBatch, firstRow: number): void {
    if (batch.textAfterQuote > 0) {
      const place = this.#placeOf(window, batch, batch.textAfterQuoteRow, firstRow);
      this.problems.add(
        'text-after-quote',
        'warning',
        () => t`Line ${LINE} has text after a closing quote: it was read as part of the cell.`,
        place,
        batch.textAfterQuote,
      );
    }
    if (batch.unclosed) {
      const place = this.#placeOf(window, batch, batch.rows - 1, firstRow);
      this.problems.add(
        'unclosed-quote',
        'error',
        () =>
          t`A quote opened in the row that starts on line ${LINE} is never closed, so that everything after it is one cell: close it in the file.`,
        place,
      );
    }
  }

  #nulBytes(window: ByteWindow, batch: ScanBatch, done: number, firstRow: number): void {
    const bytes = window.bytes.subarray(0, done);
    for (let at = bytes.indexOf(0, window.from); at >= 0; at = bytes.indexOf(0, at + 1)) {
      if (this.problems.has('nul-byte')) {
        this.problems.add('nul-byte', 'warning', () => '');
        continue;
      }
      const place = this.#placeOfByte(window, batch, at, firstRow);
      const message = t`Line ${LINE} contains a NUL byte: the file may be damaged or may be no text.`;
      this.problems.add('nul-byte', 'warning', () => message, place);
    }
  }

  #malformed(window: ByteWindow, batch: ScanBatch, survey: Survey, firstRow: number): void {
    const { multibyte, malformed, firstMalformed } = survey;
    this.census.multibyte += multibyte;
    this.census.malformed += malformed;
    if (firstMalformed < 0) return;
    this.malformedAt ??= this.#placeOfByte(window, batch, firstMalformed, firstRow);
  }

  #placeOf(window: ByteWindow, batch: ScanBatch, row: number, firstRow: number) {
    const start = batch.rowStarts[row]!;
    const byte = window.base + window.fileLength(window.from, start);
    const line = batch.rowLines[row]!;
    return firstRow + row < 0 ? { line, byte } : { row: firstRow + row, line, byte };
  }

  #placeOfByte(window: ByteWindow, batch: ScanBatch, at: number, firstRow: number) {
    let row = batch.rows - 1;
    while (row > 0 && batch.rowStarts[row]! > at) row--;
    const byte = window.base + window.fileLength(window.from, at);
    if (row < 0) return { line: batch.line, byte };
    return { ...this.#placeOf(window, batch, row, firstRow), byte };
  }
}
