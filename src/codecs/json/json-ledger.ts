import type { Place } from '../../engine/problems';
import type { ByteWindow } from '../bytes/byte-window';
import { LINE, ProblemLog, shifted, type PartProblems } from '../problem-log';
import { SpanBuilder, type PlacedPart } from '../rows/row-spans';
import { Utf8Census } from '../encodings/utf8-census';
import type { Arrangement, JsonBatch } from './json-batch';
import { RowKind } from './json-batch';
import { Mark } from './syntax';
import { t } from '../../engine/language';

type RowPlace = Place & { readonly row: number; readonly line: number; readonly byte: number };

/** The account of a part of a file; rows and lines count from the part's first. */
export interface JsonLedgerPart {
  readonly rows: number;
  /** The line on which the part ends. */
  readonly lines: number;
  readonly blankLines: number;
  readonly malformed: number;
  readonly malformedAt: JsonLedger['malformedAt'];
  /** The first line that ends with a line feed alone, and with a carriage return before it; -1: none. */
  readonly firstEnds: readonly number[];
  readonly spans: readonly PlacedPart[];
  readonly problems: PartProblems;
}

/** Keeps the account of JSON rows as they stream by: where they lie and what is wrong with them. */
export class JsonLedger {
  readonly problems = new ProblemLog();
  readonly spans = new SpanBuilder();
  readonly census = new Utf8Census();
  blankLines = 0;
  malformedAt: { row?: number; line: number; byte: number } | undefined;
  readonly #arrangement: Arrangement;
  readonly #countMalformed: boolean;
  readonly #firstEnds = [-1, -1];

  /** `countMalformed`: look at every byte for malformed UTF-8. */
  constructor(arrangement: Arrangement, countMalformed: boolean) {
    this.#arrangement = arrangement;
    this.#countMalformed = countMalformed;
  }

  /**
   * Enters the rows of a batch that was scanned from `window.from`, on line `firstLine`, to `done`. `wellFormed`: its
   * bytes are known to be UTF-8.
   */
  enter(
    window: ByteWindow,
    batch: JsonBatch,
    done: number,
    firstLine: number,
    wellFormed: boolean,
  ): void {
    const { rowStarts, rowEnds, rowLines, rowKinds, rows } = batch;
    const firstRow = this.spans.count;
    let at = window.from;
    let offset = window.base;
    for (let row = 0; row < rows; row++) {
      const start = rowStarts[row]!;
      const end = rowEnds[row]!;
      offset += window.fileLength(at, start);
      const length = window.fileLength(start, end);
      const line = rowLines[row]!;
      this.spans.add(offset, length, line);
      const kind = rowKinds[row]!;
      if (kind !== RowKind.object) {
        const atEnd = window.ended && end === window.to;
        this.#report(kind, atEnd, { row: firstRow + row, line, byte: offset });
      }
      offset += length;
      at = end;
    }
    this.blankLines += batch.blankLines;
    if (this.#arrangement === 'lines') this.#lineEnds(window, batch, done);
    this.#lookAtBytes(window, batch, done, firstRow, firstLine);
    if (!wellFormed) this.#countWrong(window, batch, done, firstRow, firstLine);
  }

  #report(kind: number, atEnd: boolean, place: RowPlace): void {
    const { problems } = this;
    const lines = this.#arrangement === 'lines';
    const where = `${lines ? t('Line') : t('The value on line')} ${LINE}`;
    switch (kind & RowKind.mask) {
      case RowKind.otherValue: {
        const message = t`${where} is JSON but no object, so that its row is empty: mend it in the file.`;
        problems.add(
          lines ? 'non-object-line' : 'non-object-element',
          'error',
          () => message,
          place,
        );
        break;
      }
      case RowKind.tooDeep: {
        const message = t`${where} opens more than 1,024 brackets inside each other, so that its row is empty: no dataset does, mend it in the file.`;
        problems.add('too-deep', 'error', () => message, place);
        break;
      }
      case RowKind.broken:
        if (atEnd) {
          const message = t`${where}, the last, breaks off, so that its row is empty: the file may be incomplete.`;
          problems.add(
            lines ? 'truncated-line' : 'truncated-element',
            'error',
            () => message,
            place,
          );
        } else {
          const message = t`${where} cannot be parsed as JSON, so that its row is empty: mend it in the file.`;
          problems.add(
            lines ? 'unparsable-line' : 'unparsable-element',
            'error',
            () => message,
            place,
          );
        }
        break;
    }
    if (kind & RowKind.repeatedKey) {
      const message = t`The row on line ${LINE} has a key twice: the last value counts.`;
      problems.add('duplicate-key', 'warning', () => message, place);
    }
    if (kind & RowKind.longKey) {
      const message = t`The row on line ${LINE} has a key of more than 4,096 bytes: its value stays in the file but is in no column.`;
      problems.add('long-key', 'warning', () => message, place);
    }
    if (kind & RowKind.loneSurrogate) {
      const message = t`The row on line ${LINE} has half of a surrogate pair as an escape, which stands for no character: it is shown as \ufffd, and rows that are kept keep it.`;
      problems.add('lone-surrogate', 'warning', () => message, place);
    }
    if (kind & RowKind.deepObject) {
      const message = t`The row on line ${LINE} has objects more than 8 deep: the eighth is one cell, its members have no columns of their own.`;
      problems.add('deep-object', 'info', () => message, place);
    }
  }

  /** The account so far as a part that ends on line `lines`. Nothing may be entered afterwards. */
  part(lines: number): JsonLedgerPart {
    return {
      rows: this.spans.count,
      lines,
      blankLines: this.blankLines,
      malformed: this.census.malformed,
      malformedAt: this.malformedAt,
      firstEnds: this.#firstEnds,
      spans: this.spans.parts(),
      problems: this.problems.part,
    };
  }

  /** Enters the next part of the file, which begins on line `line`. */
  append(part: JsonLedgerPart, line: number): void {
    const row = this.spans.count;
    for (const span of part.spans) this.spans.append(span.part, span.line + line);
    this.blankLines += part.blankLines;
    this.census.malformed += part.malformed;
    this.malformedAt ??= part.malformedAt && shifted(part.malformedAt, row, line);
    part.firstEnds.forEach((first, kind) => {
      if (first >= 0 && this.#firstEnds[kind] === -1) this.#firstEnds[kind] = first + line;
    });
    this.problems.append(part.problems, row, line);
  }

  /** Says where line ends change, if they do; to be asked when all rows are entered. */
  reportLineEnds(): void {
    const line = Math.max(...this.#firstEnds);
    if (this.#firstEnds.includes(-1)) return;
    this.problems.add(
      'mixed-line-ends',
      'info',
      () =>
        t`Line ${LINE} ends in another way than the lines before it: written files use the line end of the first.`,
      { line },
    );
  }

  #lineEnds({ bytes }: ByteWindow, { rows, rowEnds, rowLines }: JsonBatch, done: number): void {
    const ends = this.#firstEnds;
    if (ends[0] !== -1 && ends[1] !== -1) return;
    for (let row = 0; row < rows; row++) {
      const end = rowEnds[row]!;
      if (end >= done) return;
      const kind = bytes[end] === Mark.lineFeed ? 0 : 1;
      if (ends[kind] === -1) ends[kind] = rowLines[row]!;
    }
  }

  #lookAtBytes(
    window: ByteWindow,
    batch: JsonBatch,
    done: number,
    firstRow: number,
    firstLine: number,
  ): void {
    const bytes = window.bytes.subarray(0, done);
    for (let at = bytes.indexOf(0, window.from); at >= 0; at = bytes.indexOf(0, at + 1)) {
      const place = placeOf(window, batch, at, firstRow, firstLine);
      const message = t`Line ${LINE} contains a NUL byte: the file may be damaged or may be no text.`;
      this.problems.add('nul-byte', 'warning', () => message, place);
    }
  }

  #countWrong(
    window: ByteWindow,
    batch: JsonBatch,
    done: number,
    firstRow: number,
    firstLine: number,
  ): void {
    if (!this.#countMalformed) return;
    const at = this.census.add(window.bytes, window.from, done);
    if (at >= 0) this.malformedAt ??= placeOf(window, batch, at, firstRow, firstLine);
  }
}

function placeOf(
  window: ByteWindow,
  { rows, rowStarts, rowLines }: JsonBatch,
  at: number,
  firstRow: number,
  firstLine: number,
): { row?: number; line: number; byte: number } {
  const byte = window.base + window.fileLength(window.from, at);
  let row = rows - 1;
  while (row > 0 && rowStarts[row]! > at) row--;
  if (row < 0) return { line: firstLine, byte };
  let line = rowLines[row]!;
  for (let i = rowStarts[row]!; i < at; i++) if (window.bytes[i] === Mark.lineFeed) line++;
  return { row: firstRow + row, line, byte };
}
