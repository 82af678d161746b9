import { Gzip, ZstdCompress } from 'minizlib';
import * as zlib from 'node:zlib';
import type { ByteSink } from '../../codecs/bytes';
import { compressionNamed } from '../../codecs/bytes/compression';
import type { Compression } from '../../engine/metric';
import { EngineError } from '../../engine/problems';
import { t } from '../../engine/language';

/** Bytes on their way into a file that may be compressed. */
export interface PackingSink extends ByteSink {
  /** Writes what is still on its way; nothing may be written afterwards. @throws EngineError disk-full, unwritable */
  finish(): void;
}

/** Whether this Node can write a compression. */
export function packs(compression: Compression): boolean {
  return compression === 'gzip' || 'createZstdCompress' in zlib;
}

/**
 * Compresses on the way into `sink` as the file's name says: one gzip member or one zstandard frame, since some programs
 * read no further than the first. @throws EngineError unwritable
 */
export function packingSink(sink: ByteSink, name: string): PackingSink {
  const compression = compressionNamed(name);
  if (!compression) {
    return {
      write: (bytes) => {
        sink.write(bytes);
      },
      finish: () => undefined,
    };
  }
  if (!packs(compression)) {
    throw new EngineError(
      'unwritable',
      t`\`${name}\` cannot be written: this version of Node cannot write zstandard. Choose a name that ends in .gz.`,
    );
  }
  const stream = compression === 'gzip' ? new Gzip({ portable: true }) : new ZstdCompress({});
  // All that minizlib does is done before its methods return.
  stream.on('data', (bytes: Uint8Array) => {
    sink.write(bytes);
  });
  return {
    write: (bytes) => {
      stream.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
    finish: () => {
      stream.end();
      stream.close();
    },
  };
}
