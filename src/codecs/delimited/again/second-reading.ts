import { ByteWindow } from '../../bytes/byte-window';
import { refuseChanged, sourceChanged, type ByteSource } from '../../bytes';
import type { Tick } from '../../codec';
import { delimitedScanner } from '../delimited-scanner';
import type { ScanBatch, ScanMarks } from '../scan-delimited';

/** How delimited text was read, so that it can be read in the same way again. */
export interface DelimitedLayout {
  readonly source: ByteSource;
  /** Byte of the first record, behind a byte order mark. */
  readonly start: number;
  /** A charset's name: the encoding of the file. */
  readonly encoding: string;
  readonly marks: ScanMarks;
  /** The first record names the columns. */
  readonly header: boolean;
  /** Data rows. */
  readonly rows: number;
}

/** Takes the rows `fromRow` .. of a batch, whose bytes are valid until it returns; `row` is the first one's number. */
export type TakeRows = (bytes: Uint8Array, batch: ScanBatch, fromRow: number, row: number) => void;

const CHUNK = 1 << 20;
/** Fields per scan. */
export const SECOND_FIELDS = 1 << 15;

/**
 * Scans a file that was read before once more, batch by batch.
 * @throws EngineError unreadable, too-large; source-changed when it has not as many rows as before; Cancelled
 */
export function readAgain(
  layout: DelimitedLayout,
  take: TakeRows,
  tick: Tick,
  scanner = delimitedScanner(layout.marks, SECOND_FIELDS),
): void {
  const { source, start, encoding } = layout;
  const window = new ByteWindow(source, start, CHUNK, encoding);
  let row = 0;
  let headers = layout.header ? 1 : 0;
  while (!window.ended) {
    window.fill();
    tick(window.base, source.size);
    scanner.load(window.bytes, window.from, window.to, window.ended);
    let full: boolean;
    do {
      const done = scanner.scan(window.from, 0);
      const { batch } = scanner;
      full = batch.full;
      if (done > window.from) {
        if (batch.rows > headers) take(window.bytes, batch, headers, row);
        row += Math.max(0, batch.rows - headers);
        if (batch.rows > 0) headers = 0;
        window.consume(done);
      } else if (full) scanner.enlarge();
    } while (full);
  }
  tick(source.size, source.size);
  if (row !== layout.rows) throw sourceChanged(source.name);
  refuseChanged(source);
}
