import { basename } from 'node:path';
import { codecFor } from '../codecs';
import { memorySource, type ByteSource } from '../codecs/bytes';
import type { Codec, ReadResult } from '../codecs/codec';
import { readHead } from '../codecs/read-head';
import type { Estimate } from '../engine/audit';
import type { ReadChoice, SourceRef } from '../protocol/messages';
import { openFile, type FileSource } from './file-source';
import { sha256OfSource } from './hash';
import type { Ticker } from './ticker';

/** What was read from a source and stays in memory between requests. */
export interface Opened {
  readonly ref: SourceRef;
  readonly read: ReadChoice;
  readonly path: string;
  readonly codec: Codec;
  readonly source: ByteSource;
  /** Absent for editor text. */
  readonly file: FileSource | undefined;
  /** Of the source's bytes, hexadecimal; '' when only its first rows were read. */
  readonly sha256: string;
  readonly result: ReadResult;
  /** Present when only the first rows were read. */
  readonly estimate?: Estimate;
}

/** Reads all of a source. @throws EngineError unreadable, unsupported-format, too-large; Cancelled */
export async function openWhole(ref: SourceRef, read: ReadChoice, ticker: Ticker): Promise<Opened> {
  return await opening(ref, read, async ({ codec, source, choice, ...rest }) => {
    const result = await codec.read(source, choice, ticker.for('read', 'Reading'));
    const sha256 = sha256OfSource(source, ticker.for('hash', 'Hashing'));
    return { ...rest, codec, source, sha256, result };
  });
}

/**
 * Reads the first rows of a source; undefined when all of it is read as fast, or its format has no beginning.
 * @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export async function openFirstRows(
  ref: SourceRef,
  read: ReadChoice,
  ticker: Ticker,
): Promise<Opened | undefined> {
  return await opening(ref, read, async ({ codec, source, choice, ...rest }) => {
    const head = await codec.head?.(source, choice, ticker.for('read', 'Reading the first rows'));
    if (!head) return undefined;
    const { result, ofAbout } = head;
    const rows = result.table.rowCount;
    const estimate = { rows, ofAbout: Math.max(rows, ofAbout) };
    return { ...rest, codec, source, sha256: '', result, estimate };
  });
}

/** A source before it is read. */
interface Opening extends Omit<Opened, 'sha256' | 'result' | 'estimate'> {
  /** `read`, as the codec is to take it. */
  readonly choice: ReadChoice;
}

/** Closes the file when nothing comes of it. */
async function opening<O extends Opened | undefined>(
  ref: SourceRef,
  read: ReadChoice,
  work: (opening: Opening) => Promise<O>,
): Promise<O> {
  const { path } = ref;
  const name = basename(path);
  const file = ref.kind === 'file' ? openFile(path) : undefined;
  let opened: O | undefined;
  try {
    const text = ref.kind === 'text' ? ref.text : '';
    const source = file ?? memorySource(name, new TextEncoder().encode(text));
    const codec = codecFor(name, readHead(source, 65_536));
    const choice = file ? read : { ...read, encoding: 'utf-8' };
    opened = await work({ ref, read, path, codec, source, file, choice });
    return opened;
  } finally {
    if (!opened) file?.close();
  }
}
