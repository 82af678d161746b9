import { basename } from 'node:path';
import { codecFor } from '../../codecs';
import { memorySource, type ByteSource } from '../../codecs/bytes';
import type { Codec, ReadOptions, ReadResult, Tick } from '../../codecs/codec';
import { readHead } from '../../codecs/bytes/read-head';
import type { Estimate } from '../../engine/audit';
import type { Limits, ReadChoice, SourceRef } from '../../protocol/messages';
import { asRead, contentHeadOf, contentOf, type Content } from './content';
import { openFile, type FileSource } from './file-source';
import { startHashing } from './hash-thread';
import { usualMemory } from './memory-limit';
import { filesOf, isSeveral, openSeveral } from '../several/open-several';
import type { OpenedParts } from '../several/outputs';
import type { Ticker } from './ticker';
import { t } from '../../engine/language';

/** What is to be opened, and how. */
export interface Asked {
  readonly ref: SourceRef;
  readonly read: ReadChoice;
  readonly limits: Limits;
}

/** What was read from a source and stays in memory between requests. */
export interface Opened {
  readonly asked: Asked;
  readonly path: string;
  readonly codec: Codec;
  /** What the codec reads: the file, or what is compressed in it. */
  readonly source: ByteSource;
  /** Absent for editor text. */
  readonly file: FileSource | undefined;
  /** Lets go of the file. */
  readonly close: () => void;
  /** Of the file's bytes, hexadecimal; '' when only its first rows were read. Made meanwhile: asking for it may wait. */
  readonly sha256: string;
  readonly result: ReadResult;
  /** Present when only the first rows were read. */
  readonly estimate?: Estimate;
  /** Present when several files were read as one. */
  readonly parts?: OpenedParts;
  /** Whether nothing changed since; of several files. A single one has its stamp. */
  isFresh?(): boolean;
}

/** Reads all of a source. @throws EngineError unreadable, unsupported-format, too-large; Cancelled */
export async function openWhole(asked: Asked, ticker: Ticker): Promise<Opened> {
  if (isSeveral(asked)) return await openSeveral(asked, ticker, (one) => openWhole(one, ticker));
  return await opening(asked, ticker, contentOf, async (opened) => {
    const { codec, source, content, choice, ...rest } = opened;
    const { file } = rest;
    const table = await codec.read(source, choice, ticker.for('read', t('Reading')));
    const result = file && content ? asRead(table, file, content, codec) : table;
    const hashing = startHashing(
      file ?? source,
      ticker.hashScript,
      ticker.for('hash', t('Hashing')),
    );
    return {
      ...rest,
      codec,
      source,
      result,
      get sha256() {
        return hashing.value(ticker.for('hash', t('Hashing')));
      },
      close() {
        hashing.stop();
        rest.close();
      },
    };
  });
}

/**
 * Reads the first rows of a source, of several files those of each; undefined when all of it is read as fast, or its
 * format has no beginning. @throws EngineError unreadable, unsupported-format, too-large; Cancelled
 */
export async function openFirstRows(asked: Asked, ticker: Ticker): Promise<Opened | undefined> {
  if (isSeveral(asked)) return await firstRowsOfSeveral(asked, ticker);
  return await opening(asked, ticker, contentHeadOf, async (opened) => {
    const { codec, source, content, choice, ...rest } = opened;
    // What is only at hand from its start can be read as text alone.
    if (content?.compression && codec.magic) return undefined;
    const head = await codec.head?.(
      source,
      choice,
      ticker.for('read', t('Reading the first rows')),
    );
    if (!head) return undefined;
    const { ofAbout } = head;
    const { file } = rest;
    const result = file && content ? asRead(head.result, file, content, codec) : head.result;
    const rows = result.table.rowCount;
    const estimate = { rows, ofAbout: Math.max(rows, ofAbout) };
    return { ...rest, codec, source, sha256: '', result, estimate };
  });
}

/** Files of which the first rows are read; of more it would take longer than a moment. */
const MOST_HEADS = 16;

async function firstRowsOfSeveral(asked: Asked, ticker: Ticker): Promise<Opened | undefined> {
  if (filesOf(asked).paths.length > MOST_HEADS) return undefined;
  let ofAbout = 0;
  let someHeads = false;
  const opened = await openSeveral(asked, ticker, async (one) => {
    const head = await openFirstRows(one, ticker);
    const read = head ?? (await openWhole(one, ticker));
    ofAbout += head?.estimate?.ofAbout ?? read.result.table.rowCount;
    someHeads ||= head !== undefined;
    return read;
  });
  if (someHeads) {
    return { ...opened, sha256: '', estimate: { rows: opened.result.table.rowCount, ofAbout } };
  }
  opened.close();
  return undefined;
}

/** A source before it is read. */
interface Opening extends Omit<Opened, 'sha256' | 'result' | 'estimate'> {
  /** Absent for editor text. */
  readonly content: Content | undefined;
  /** `read` and `limits`, as the codec is to take them. */
  readonly choice: ReadOptions;
}

/** Closes the file when nothing comes of it. */
async function opening<O extends Opened | undefined, C extends Content | undefined>(
  asked: Asked,
  ticker: Ticker,
  unpacked: (file: FileSource, tick: Tick) => Promise<C>,
  work: (opening: Opening) => Promise<O>,
): Promise<O | Extract<C, undefined>> {
  const { ref, read, limits } = asked;
  const { path } = ref;
  const name = basename(path);
  const file = ref.kind === 'file' ? openFile(path) : undefined;
  let content: Content | undefined;
  let opened: O | undefined;
  const close = () => {
    (content ?? file)?.close();
  };
  try {
    const contents = file && (await unpacked(file, ticker.for('unpack', t('Unpacking'))));
    if (file && !contents) return undefined as Extract<C, undefined>;
    content = contents;
    const text = ref.kind === 'text' ? ref.text : '';
    const source = content?.source ?? memorySource(name, new TextEncoder().encode(text));
    const codec = codecFor(source.name, readHead(source, 65_536));
    const memory = limits.memory ?? usualMemory();
    const { parts } = ticker;
    const choice = {
      ...read,
      ...(!file && { encoding: 'utf-8' }),
      limits: {
        memory,
        workers: limits.workers ?? parts?.workers ?? 1,
        ...(limits.keep && { keep: limits.keep }),
      },
      ...(parts && { runner: parts.runner }),
    };
    opened = await work({ asked, path, codec, source, file, content, close, choice });
    return opened;
  } finally {
    if (!opened) close();
  }
}
