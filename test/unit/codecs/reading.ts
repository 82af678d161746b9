import { memorySource } from '../../../src/codecs/bytes';
import type { Codec, ReadOptions, ReadResult, WriteJob } from '../../../src/codecs/codec';
import { codecFor } from '../../../src/codecs';
import { cellText } from '../../../src/engine/table/table';
import type { Table } from '../../../src/engine/table/table';

const utf8 = new TextEncoder();

/** A progress callback for tests that do not cancel. */
export const noTick = (): void => undefined;

/** The bytes of a text in UTF-8. */
export function bytesOf(text: string): Uint8Array {
  return utf8.encode(text);
}

/** The text of UTF-8 bytes, a byte order mark included. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
}

/** Reads a file given as text or bytes with the codec that its name asks for. */
export function read(
  content: string | Uint8Array,
  options: ReadOptions = {},
  name = 'file.csv',
): ReadResult {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  // Text codecs answer at once.
  return codecFor(name, bytes.subarray(0, 1000)).read(
    memorySource(name, bytes),
    options,
    noTick,
  ) as ReadResult;
}

/** All cells of a table, row by row. */
export function cells(table: Table): string[][] {
  return Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((_, column) => cellText(table, row, column)),
  );
}

/** Column names. */
export function names(table: Table): string[] {
  return table.columns.map(({ name }) => name);
}

/** The rows 0 .. n - 1. */
export function allRows(table: Table): Uint32Array {
  return Uint32Array.from({ length: table.rowCount }, (_, row) => row);
}

/** Reads a file and writes a plan of it; the plan of a file's own rows by default. */
export function rewrite(
  content: string | Uint8Array,
  plan: (table: Table) => Partial<WriteJob['plan']> = () => ({}),
  options: ReadOptions = {},
  name = 'file.csv',
): Uint8Array {
  const bytes = typeof content === 'string' ? bytesOf(content) : content;
  const codec: Codec = codecFor(name, bytes.subarray(0, 1000));
  const source = memorySource(name, bytes);
  const result = codec.read(source, options, noTick) as ReadResult;
  const parts: Uint8Array[] = [];
  const sink = { write: (part: Uint8Array) => void parts.push(part.slice()) };
  const job = { rows: allRows(result.table), columns: [], ...plan(result.table) };
  codec.write({ source, result, plan: job }, sink, noTick);
  return Buffer.concat(parts);
}

/** The problem with a code, if it was reported. */
export function problem({ facts }: ReadResult, code: string) {
  return facts.problems.find((found) => found.code === code);
}

/** Where the rows of a table lie, as arrays. */
export function spansOf({ rowCount, spans }: Table): {
  starts: number[];
  lengths: number[];
  lines: number[];
} {
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  return {
    starts: rows.map((row) => spans!.start(row)),
    lengths: rows.map((row) => spans!.length(row)),
    lines: rows.map((row) => spans!.line(row)),
  };
}
