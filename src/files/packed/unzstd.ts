import { Decompress } from 'fzstd';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { ByteSource } from '../../codecs/bytes';
import type { Tick } from '../../codecs/codec';
import { Cancelled, EngineError } from '../../engine/problems';
import { damaged, type Keep } from './damaged';
import { Xxh64 } from './xxh64';
import { ZlibFeed } from './zlib-feed';
import { zstdUnits, type ZstdUnit } from './zstd-units';
import { t } from '../../engine/language';

/** Unpacks one frame; `content` takes what comes out. */
interface FrameReader {
  /** Resolves when everything that the unit holds has come out. */
  take(unit: ZstdUnit): void | Promise<void>;
  close(): void;
}

/**
 * Unpacks zstandard, any number of frames one after the other (RFC 8878), by Node where it can, else by fzstd, which
 * checks no checksum: that is done here. @throws EngineError unreadable, too-large; Cancelled; what `keep` throws
 */
export async function unzstd(
  file: ByteSource,
  keep: Keep,
  tick: Tick,
  readerOf: FrameReaders = nodeReads() ? nodeReader : plainReader,
): Promise<void> {
  let reader: FrameReader | undefined;
  let count = 0;
  try {
    for (const unit of zstdUnits(file)) {
      tick(unit.at, file.size);
      if (unit.first) count = 0;
      reader ??= readerOf((bytes) => {
        count += bytes.length;
        keep(bytes);
      });
      try {
        await reader.take(unit);
      } catch (error) {
        if (error instanceof EngineError || error instanceof Cancelled) throw error;
        throw damaged(file, 'zstd', t('is damaged in the block at'), unit.at);
      }
      if (!unit.last) continue;
      reader.close();
      reader = undefined;
      if (count !== (unit.frame.contentSize ?? count))
        throw damaged(file, 'zstd', t('does not have the length it says before'), unit.at);
    }
  } finally {
    reader?.close();
  }
}

type FrameReaders = (content: Keep) => FrameReader;

/** Whether this Node has zstandard: 22.15 and later. */
function nodeReads(): boolean {
  return 'createZstdDecompress' in zlib;
}

/** Frames in plain JavaScript. @throws what fzstd throws, and an Error when the checksum is another */
function plainReader(content: Keep): FrameReader {
  const hash = new Xxh64();
  let checks = false;
  const stream = new Decompress((bytes) => {
    if (checks) hash.update(bytes);
    content(bytes);
  });
  return {
    take({ bytes, frame, last }) {
      checks = frame.hasChecksum;
      stream.push(bytes, last);
      if (!last || !checks) return;
      const stored = new DataView(bytes.buffer).getUint32(bytes.length - 4, true);
      if (stored !== hash.digestLow()) throw new Error('The checksum is another.');
    },
    close: () => undefined,
  };
}

/** Frames by Node. @throws what zlib says */
function nodeReader(content: Keep): FrameReader {
  const { createZstdDecompress } = zlib as unknown as { createZstdDecompress(): Transform };
  const feed = new ZlibFeed(createZstdDecompress(), content);
  return {
    async take({ bytes, last }) {
      await feed.take(bytes);
      if (last) await feed.finish();
    },
    close: () => {
      feed.close();
    },
  };
}
