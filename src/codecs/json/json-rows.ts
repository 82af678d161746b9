import { EngineError } from '../../engine/problems';
import { LONGEST_ROW, type ByteWindow } from '../bytes/byte-window';
import type { ByteSource } from '../bytes';
import type { Tick } from '../codec';
import { elementEnd } from './element-end';
import { Before, RowKind } from './json-batch';
import type { Arrangement } from './json-batch';
import type { JsonLedger } from './json-ledger';
import type { JsonScanner } from './json-scanner';
import { noMembers, scanObject } from './scan-object';
import { lineEnds, Mark, skipSpace } from './syntax';
import { t } from '../../engine/language';

/** Values of one row up to which it is read: rows that are no mistake repeat no key so often. */
const MOST_VALUES = 1 << 22;

/** Where rows begin in a file and how they follow each other. */
export interface RowsStart {
  readonly arrangement: Arrangement;
  /** Position in the file, and its line. */
  readonly start: number;
  readonly line: number;
}

/** What the loop over the rows of a file works with. */
export interface RowsLoop {
  readonly source: ByteSource;
  readonly window: ByteWindow;
  readonly scanner: JsonScanner;
  readonly ledger: Pick<JsonLedger, 'enter' | 'problems'>;
  readonly arrangement: Arrangement;
  /** Takes the rows of the scanner's batch; false stops the loop. */
  take(): boolean;
}

/**
 * Finds all rows from the window's position on, batch by batch. Returns true when it went to the end of the rows: the
 * window then stands behind them. @throws EngineError too-large, unreadable; Cancelled
 */
export function eachBatch(loop: RowsLoop, tick: Tick): boolean {
  const { source, window, scanner, ledger } = loop;
  for (;;) {
    if (!window.ended) {
      refuseEndless(loop);
      const unread = window.to - window.from;
      window.fill();
      // A line is looked at once all of it is there.
      if (loop.arrangement === 'lines' && !window.ended && !hasLineEnd(window, unread)) continue;
    }
    const { bytes, to, ended } = window;
    tick(window.base, source.size);
    scanner.load(bytes, window.from, to, ended);
    for (;;) {
      const firstLine = scanner.batch.line;
      const done = scanner.scan(window.from);
      const { batch } = scanner;
      const { stop } = batch;
      if (done > window.from) {
        ledger.enter(window, batch, done, firstLine, scanner.wellFormed);
        if (batch.rows > 0 && !loop.take()) return false;
        window.consume(done);
        tick(window.base, source.size);
      } else if (stop === 'full') {
        if (batch.leafPaths.length >= MOST_VALUES) throw tooLong(loop, t('has millions of values'));
        scanner.enlarge();
      }
      if (stop === 'closed') return true;
      if (stop === 'crowded' && done === window.from && batch.rows === 0) {
        if (!loop.take()) return false;
        throw new EngineError(
          'too-large',
          t`A row of \`${source.name}\` near line ${batch.line + 1} has more than 60,000 different keys: keys seem to be values in this file.`,
        );
      }
      // A row too long to be one is ended where the next seems to begin.
      const odd = stop === 'odd' || (stop === 'end' && isEndless(loop));
      if (odd && !mend(loop)) break;
      if (stop === 'end' && !odd) break;
    }
    if (window.ended) return finish(loop);
  }
}

/** Whether a line ends behind the first `unread` bytes of the window. */
function hasLineEnd({ bytes, from, to }: ByteWindow, unread: number): boolean {
  const at = bytes.indexOf(Mark.lineFeed, from + unread);
  return at >= 0 && at < to;
}

function isEndless({ window, arrangement }: RowsLoop): boolean {
  return arrangement !== 'lines' && !window.ended && window.to - window.from >= LONGEST_ROW;
}

/** A row that does not end costs memory and time: it is refused before the window grows without end. */
function refuseEndless(loop: RowsLoop): void {
  const { window } = loop;
  if (window.to - window.from >= LONGEST_ROW) throw tooLong(loop, t('is longer than 128 MB'));
}

/** The refusal of a row that has no end. */
function tooLong({ source, window, scanner }: RowsLoop, what: string): EngineError {
  const { line } = scanner.batch;
  return new EngineError(
    'too-large',
    t`A row of \`${source.name}\` that begins near line ${line + 1} (byte ${window.base}) ${what}: a bracket or a quote there is probably never closed.`,
    { line, byte: window.base },
  );
}

/** Goes on behind something that is neither a row nor a comma; false when more bytes are needed to know where that is. */
function mend(loop: RowsLoop): boolean {
  const { window, scanner, ledger, arrangement } = loop;
  const { batch } = scanner;
  const { bytes, from, to, ended } = window;
  const at = skipSpace(bytes, from, to);
  const line = batch.line + lineEnds(bytes, from, at);
  const byte = window.base + window.fileLength(from, at);
  const say = (code: string, message: string) => {
    ledger.problems.add(code, 'error', () => t`Line ${line + 1} ${message}: mend it in the file.`, {
      line,
      byte,
    });
  };
  const goTo = (position: number, lines: number, before: number) => {
    batch.rows = 0;
    batch.blankLines = 0;
    ledger.enter(window, batch, position, batch.line, scanner.wellFormed);
    window.consume(position);
    batch.line = lines;
    batch.before = before;
    return true;
  };
  const mark = bytes[at];
  if (arrangement === 'list' && batch.before === Before.row) {
    if (mark === Mark.closeObject) {
      say('stray-mark', t('has a bracket too many'));
      return goTo(at + 1, line, Before.row);
    }
    say('missing-comma', t('has a value without a comma before it'));
    return goTo(from, batch.line, Before.comma);
  }
  if (mark === Mark.closeList && arrangement === 'list') {
    say('extra-comma', t('has a comma with no value behind it'));
    return goTo(at, line, Before.row);
  }
  if (mark === Mark.comma || mark === Mark.closeList || mark === Mark.closeObject) {
    say('stray-mark', t('has a comma or a bracket too many'));
    return goTo(at + 1, line, batch.before);
  }
  const { end, lines, suspect, suspectLines } = elementEnd(bytes, from, at, to);
  // What looks like the next element counts only where the brackets do not end by themselves.
  if (end < 0 && !ended && (suspect < 0 || !isEndless(loop))) return false;
  const closed = end >= 0 && suspect < 0;
  const stop = closed
    ? end
    : suspect >= 0
      ? beforeGap(bytes, at, suspect)
      : beforeGap(bytes, at, to);
  addBroken(loop, at, Math.max(stop, at + 1), line);
  const next = closed || suspect < 0 ? Math.max(stop, at + 1) : suspect;
  batch.line = line + (closed ? lines : suspect >= 0 ? suspectLines : lines);
  batch.before = closed || suspect < 0 ? Before.row : Before.comma;
  window.consume(next);
  return true;
}

/** The position behind the last byte before `at` that is neither white space nor a comma. */
function beforeGap(bytes: Uint8Array, from: number, at: number): number {
  let end = at;
  while (end > from && (bytes[end - 1]! <= 32 || bytes[end - 1] === Mark.comma)) end--;
  return end;
}

/** Enters a row that cannot be parsed. */
function addBroken(loop: RowsLoop, start: number, end: number, line: number): void {
  const { window, scanner, ledger } = loop;
  const { batch } = scanner;
  const firstLine = batch.line;
  batch.rows = 1;
  batch.blankLines = 0;
  batch.rowStarts[0] = start;
  batch.rowEnds[0] = end;
  batch.rowLines[0] = line;
  batch.rowLeaves[1] = 0;
  // A word or a number at the end of the file may be whole.
  const whole = scanObject(window.bytes, start, end, noMembers());
  batch.rowKinds[0] =
    whole === 'other-value'
      ? RowKind.otherValue
      : whole === 'too-deep'
        ? RowKind.tooDeep
        : RowKind.broken;
  ledger.enter(window, batch, end, firstLine, scanner.wellFormed);
}

/** At the end of the file: true when the rows ended as they should. */
function finish({ window, scanner, ledger, arrangement }: RowsLoop): boolean {
  if (arrangement === 'list') {
    const { line } = scanner.batch;
    const message = t(
      `The list is never closed: \`]\` is missing at the end, so that the file may be incomplete.`,
    );
    ledger.problems.add('unclosed-list', 'error', () => message, { line, byte: window.base });
  }
  return true;
}
