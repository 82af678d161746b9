import type { RowSpans, TakeText } from '../../engine/table/table';
import type { ByteSource } from '../bytes';
import { AscendingReader } from '../bytes/ascending-reader';
import type { Tick } from '../codec';
import type { Charset } from '../encodings/charset';
import { takeAsUtf8 } from '../encodings/take-as-utf8';

/** Rows between two ticks. */
const EVERY = 64;

/** Finds the cells of a row that is given as it stands in the file. */
export interface CellsOfRow {
  read(row: Uint8Array): unknown;
  cell(column: number): Uint8Array;
}

/**
 * Goes through the texts of some rows of a column, given and taken in ascending order, as UTF-8; empty cells among them.
 * @throws EngineError unreadable, source-changed; Cancelled
 */
export function someTexts(
  { source, spans }: { readonly source: ByteSource; readonly spans: RowSpans },
  { cells, charset }: { readonly cells: CellsOfRow; readonly charset: Charset },
  column: number,
  rows: Uint32Array,
  take: TakeText,
  tick: Tick,
): void {
  const reader = new AscendingReader(source);
  const taken = takeAsUtf8(charset, take);
  for (let i = 0; i < rows.length; i++) {
    if (i % EVERY === 0) tick(i, rows.length);
    const row = rows[i]!;
    cells.read(reader.read(spans.start(row), spans.length(row)));
    const text = cells.cell(column);
    taken(row, text, 0, text.length);
  }
}
