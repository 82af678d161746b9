import type { Dialect } from '../../../engine/metric';
import { ByteWindow } from '../../bytes/byte-window';
import type { ByteSource } from '../../bytes';
import { scanMarks } from './delimiter';
import { detectEncoding } from '../../encodings/detect-encoding';
import { readHead } from '../../bytes/read-head';
import { scanBatch, scanDelimited } from '../scan-delimited';

/** The beginning of a delimited file, as bytes of the file. */
export interface FirstRecord {
  /** The byte order mark; empty without one. */
  readonly mark: Uint8Array;
  /** The first record without its terminator; absent in a file without records. */
  readonly record?: Uint8Array;
  /** Position after the record's content, or after the mark. */
  readonly end: number;
  /** True when the record ends in a quote that is never closed. */
  readonly unclosed: boolean;
}

const CHUNK = 1 << 16;

/** Finds the byte order mark and the first record again, so that a header can be copied. @throws EngineError unreadable */
export function readFirstRecord(
  source: ByteSource,
  dialect: Dialect,
  encoding: string,
): FirstRecord {
  const { bomLength } = detectEncoding(readHead(source, 4), encoding);
  const mark = readHead(source, bomLength);
  const marks = scanMarks(dialect);
  const window = new ByteWindow(source, bomLength, CHUNK, encoding);
  let batch = scanBatch(1024);
  for (;;) {
    const { bytes, from, to, ended } = window;
    const done = scanDelimited(bytes, from, to, ended, marks, batch);
    if (batch.rows > 0) {
      const [start, end] = [batch.rowStarts[0]!, batch.rowEnds[0]!];
      const record = new Uint8Array(window.fileLength(start, end));
      const at = window.base + window.fileLength(from, start);
      for (let filled = 0; filled < record.length;) {
        const count = source.read(at + filled, record.subarray(filled));
        if (count === 0) break;
        filled += count;
      }
      const unclosed = batch.unclosed && batch.rows === 1;
      return { mark, record, end: at + record.length, unclosed };
    }
    if (batch.full) batch = scanBatch(batch.fieldStarts.length * 2);
    else if (ended) return { mark, end: bomLength, unclosed: false };
    window.consume(done);
    window.fill();
  }
}
