import type { ByteSource } from '../../codecs/bytes';
import type { Tick } from '../../codecs/codec';
import { contentName } from '../../codecs/bytes/compression';
import type { Compression } from '../../engine/metric';
import { EngineError } from '../../engine/problems';
import type { Keep } from './damaged';
import { gunzip } from './gunzip';
import { Scratch, type OwnedSource, type ScratchPlace } from './scratch';
import { unzstd } from './unzstd';
import { t } from '../../engine/language';

/** Content up to this size is unpacked however small the file (bytes). */
const ALWAYS = 1e9;
/** Content beyond this is never unpacked (bytes). */
const NEVER = 100e9;
/** Content that is larger than its file by more than this factor was made to fill a disk. */
const MOST_TIMES = 1000;

/**
 * The content of a compressed file, under the file's name without the compression's extension. Memory is bounded:
 * content that is not small lies in a temporary file until the source is closed. `tick` counts bytes of the file; content of
 * `always` bytes is unpacked however small the file.
 * @throws EngineError unreadable, naming the byte, for a damaged or truncated file; too-large, disk-full; Cancelled
 */
export async function unpack(
  file: ByteSource,
  compression: Compression,
  tick: Tick,
  place?: ScratchPlace,
  always = ALWAYS,
): Promise<OwnedSource> {
  const scratch = new Scratch(place);
  const limit = Math.min(NEVER, Math.max(always, file.size * MOST_TIMES));
  const keep: Keep = (bytes) => {
    if (scratch.size + bytes.length > limit) throw tooLarge(file, limit);
    scratch.write(bytes);
  };
  try {
    await (compression === 'gzip' ? gunzip : unzstd)(file, keep, tick);
    return scratch.finish(contentName(file.name));
  } catch (error) {
    scratch.discard();
    throw error;
  }
}

function tooLarge({ name, size }: ByteSource, limit: number): EngineError {
  const gigabytes = (limit / 1e9).toLocaleString('en', { maximumFractionDigits: 2 });
  const from = (size / 1e6).toLocaleString('en', { maximumFractionDigits: 3 });
  return new EngineError(
    'too-large',
    t`\`${name}\` holds more than ${gigabytes} GB in ${from} MB: unpack it yourself if that is meant, and audit the parts.`,
  );
}
