import { ByteWindow } from './byte-window';
import type { ByteSource } from '../bytes';
import type { Head, ReadOptions, ReadResult } from '../codec';
import { delimitedScanner } from '../delimited/delimited-scanner';
import { delimiterByte, QUOTE } from '../delimited/dialect/delimiter';
import { detectEncoding } from '../encodings/detect-encoding';
import { guessText, type TextGuess } from '../delimited/read-delimited';
import { readHead } from './read-head';

/** A file of fewer bytes is read in a moment. */
const LARGE = 8 << 20;
/** Bytes of which the complete rows are read. */
const HEAD = 1 << 20;
const FIELDS = 1 << 15;
const LF = 10;

/** The head of delimited text; `expected` as in `readDelimited`, `read` reads a source that ends behind a row. */
export function headOfDelimited(
  source: ByteSource,
  options: ReadOptions,
  expected: string | undefined,
  read: (head: ByteSource, guess: TextGuess) => ReadResult | Promise<ReadResult>,
): Promise<Head | undefined> | undefined {
  if (source.size < LARGE) return undefined;
  const guess = guessText(source, options, expected);
  const { encoding } = guess;
  const { delimiter, skipInitialSpace } = guess.dialect;
  const marks = { delimiter: delimiterByte(delimiter), quote: QUOTE, skipInitialSpace };
  const window = new ByteWindow(source, encoding.bomLength, HEAD, encoding.name);
  window.fill();
  const scanner = delimitedScanner(marks, FIELDS);
  scanner.load(window.bytes, window.from, window.to, false);
  for (;;) {
    const done = scanner.scan(window.from, 0);
    const more = scanner.batch.full;
    if (done > window.from) window.consume(done);
    else if (more) scanner.enlarge();
    if (!more) break;
  }
  return headUpTo(source, window.base, (head) => read(head, guess));
}

/** The head of text whose rows are lines; the encoding as in `readJsonl`. */
export function headOfLines(
  source: ByteSource,
  options: ReadOptions,
  read: (head: ByteSource) => ReadResult | Promise<ReadResult>,
): Promise<Head | undefined> | undefined {
  if (source.size < LARGE) return undefined;
  const encoding = detectEncoding(readHead(source, 4096), options.encoding);
  const window = new ByteWindow(source, encoding.bomLength, HEAD, encoding.name);
  window.fill();
  window.consume(window.bytes.subarray(0, window.to).lastIndexOf(LF) + 1);
  return headUpTo(source, window.base, read);
}

/** Nothing when no row is complete. */
async function headUpTo(
  source: ByteSource,
  end: number,
  read: (head: ByteSource) => ReadResult | Promise<ReadResult>,
): Promise<Head | undefined> {
  const { table, facts } = await read(endingAt(source, end));
  if (table.rowCount === 0) return undefined;
  const ofAbout = Math.round((table.rowCount * source.size) / end);
  return { result: { table, facts: { ...facts, bytes: source.size } }, ofAbout };
}

/** The bytes of a source before position `end`. */
function endingAt(source: ByteSource, end: number): ByteSource {
  return {
    name: source.name,
    size: end,
    read: (position, into) =>
      source.read(position, into.subarray(0, Math.max(0, Math.min(into.length, end - position)))),
  };
}
