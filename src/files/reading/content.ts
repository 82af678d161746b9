import { otherExtension } from '../../codecs';
import type { ByteSource } from '../../codecs/bytes';
import type { Codec, ReadResult, Tick } from '../../codecs/codec';
import { compressionOf } from '../../codecs/bytes/compression';
import { readHead } from '../../codecs/bytes/read-head';
import type { Compression } from '../../engine/metric';
import type { FileSource } from './file-source';
import { unpack } from '../packed/unpack';
import { unpackHead } from '../packed/unpack-head';

/** What codecs read of a file: the file itself, or what is compressed in it. */
export interface Content {
  readonly source: ByteSource;
  readonly compression: Compression | undefined;
  /** Lets go of the file and of its unpacked content. */
  close(): void;
}

/** The content of a file, unpacked when it is compressed. @throws EngineError unreadable, too-large, disk-full; Cancelled */
export async function contentOf(file: FileSource, tick: Tick): Promise<Content> {
  const compression = compressionOf(readHead(file, 4));
  const closeFile = () => {
    file.close();
  };
  if (!compression) return { source: file, compression, close: closeFile };
  const source = await unpack(file, compression, tick);
  const close = () => {
    source.close();
    closeFile();
  };
  return { source, compression, close };
}

/**
 * The beginning of a file's content; undefined when what is compressed is unpacked as fast.
 * @throws EngineError unreadable, too-large, disk-full; Cancelled
 */
export async function contentHeadOf(file: FileSource, tick: Tick): Promise<Content | undefined> {
  const compression = compressionOf(readHead(file, 4));
  if (!compression) return await contentOf(file, tick);
  const source = await unpackHead(file, compression, tick);
  if (!source) return undefined;
  const close = () => {
    source.close();
    file.close();
  };
  return { source, compression, close };
}

/** A reading of a file's content as one of the file: its name, its size, and whether its name says what it is. */
export function asRead(
  result: ReadResult,
  file: Pick<FileSource, 'name' | 'size'>,
  { source, compression }: Pick<Content, 'source' | 'compression'>,
  codec: Codec,
): ReadResult {
  const other = otherExtension(source.name, codec);
  const { facts, table } = result;
  return {
    ...result,
    table,
    facts: {
      ...facts,
      name: file.name,
      bytes: file.size,
      ...(compression && { compression }),
      problems: other ? [...facts.problems, other] : facts.problems,
    },
  };
}
