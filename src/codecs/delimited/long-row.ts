import { EngineError } from '../../engine/problems';
import { ByteWindow, LONGEST_ROW } from '../bytes/byte-window';
import type { ByteSource } from '../bytes';
import type { ScanMarks } from './scan-delimited';
import { t } from '../../engine/language';

/** A row that does not end within so many bytes is gone through to its end before it is taken into memory. */
export const LONG_ROW = 4 << 20;

const SIZES = { chunk: 1 << 20, longest: LONGEST_ROW };
const LF = 10;
const CR = 13;
const SPACE = 32;

/** Where a row begins, and how it is written. */
export interface LongRow {
  readonly source: ByteSource;
  /** Byte of the file at which it begins, and its 0-based line where that is known. */
  readonly byte: number;
  readonly line: number | undefined;
  /** A charset's name. */
  readonly encoding: string;
  readonly marks: ScanMarks;
}

/**
 * Goes through a row without holding it and returns the byte of the file behind it and its terminator, or where the
 * source ends. `tick` is called for each megabyte; `sizes` are for tests.
 * @throws EngineError unreadable; too-large for more than 128 MB, with the place of the quote that is still open; Cancelled
 */
export function endOfLongRow(row: LongRow, tick: () => void, sizes = SIZES): number {
  const { source, byte, encoding, marks } = row;
  const window = new ByteWindow(source, byte, sizes.chunk, encoding);
  const walk = new RowWalk(marks);
  for (let length = 0; length <= sizes.longest;) {
    window.fill();
    tick();
    const { bytes, from, to, base, ended } = window;
    const end = walk.end(bytes, from, to);
    if (walk.openedHere >= 0) walk.openedAt = base + window.fileLength(from, walk.openedHere);
    if (end >= 0 || ended) return base + window.fileLength(from, end >= 0 ? end : to);
    length += to - from;
    window.consume(to);
  }
  throw endless(row, walk);
}

function endless({ source, byte, line }: LongRow, walk: RowWalk): EngineError {
  const { name } = source;
  const at = (lines: number) => (line === undefined ? '' : t` on line ${line + lines + 1}`);
  if (!walk.quoted) {
    return new EngineError(
      'too-large',
      t`The row that starts${at(0)} of \`${name}\`, at byte ${byte}, is longer than 128 MB: check the line ends of the file.`,
      { ...(line !== undefined && { line }), byte },
    );
  }
  return new EngineError(
    'too-large',
    t`A quote that opens${at(walk.openedLines)} of \`${name}\`, at byte ${walk.openedAt}, is not closed within 128 MB: close it or take it out of the file.`,
    { ...(line !== undefined && { line: line + walk.openedLines }), byte: walk.openedAt },
  );
}

/** Where a byte stands. */
const Within = {
  /** Before the first byte of the row's first field, or of any other. */
  row: 0,
  field: 1,
  plain: 2,
  quotes: 3,
  /** Behind a quote in quotes: it closes them, or is the first of two. */
  quote: 4,
  after: 5,
} as const;

/** The rules of `scanDelimited`, one byte after the other and with nothing kept. */
class RowWalk {
  /** Where the last quoted field opens: index in the bytes given last, or -1. */
  openedHere = -1;
  /** The same as a byte of the file, and line ends of the row before it. */
  openedAt = 0;
  openedLines = 0;
  readonly #marks: ScanMarks;
  #within: number = Within.row;
  #lines = 0;
  /** The byte before, within quotes. */
  #before = 0;

  constructor(marks: ScanMarks) {
    this.#marks = marks;
  }

  get quoted(): boolean {
    return this.#within === Within.quotes;
  }

  /** Index behind the row's end in the bytes [from, to), which follow those given before; -1 when it goes on. */
  end(bytes: Uint8Array, from: number, to: number): number {
    const { delimiter, quote, skipInitialSpace } = this.#marks;
    let within = this.#within;
    let lines = this.#lines;
    let before = this.#before;
    this.openedHere = -1;
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      if (within === Within.quotes) {
        if (byte === quote) within = Within.quote;
        else if (byte === CR || (byte === LF && before !== CR)) lines++;
        before = byte;
      } else if (within === Within.quote && byte === quote) within = Within.quotes;
      else if (byte === LF || byte === CR) return at + 1;
      else if (byte === delimiter) within = Within.field;
      else if (byte === quote && within <= Within.field) {
        within = Within.quotes;
        before = byte;
        this.openedHere = at;
        this.openedLines = lines;
      } else if (within === Within.quote) within = Within.after;
      else if (within === Within.field && skipInitialSpace && byte === SPACE) within = Within.row;
      else if (within !== Within.after) within = Within.plain;
    }
    this.#within = within;
    this.#lines = lines;
    this.#before = before;
    return -1;
  }
}
