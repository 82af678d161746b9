import type { ByteSource } from '../../codecs/bytes';
import type { Tick } from '../../codecs/codec';
import { contentName } from '../../codecs/bytes/compression';
import type { Compression } from '../../engine/metric';
import { Cancelled } from '../../engine/problems';
import { gunzip } from './gunzip';
import { Scratch, type OwnedSource } from './scratch';
import { unzstd } from './unzstd';

/** A compressed file of fewer bytes is unpacked in a moment. */
const LARGE = 1 << 20;
/** Bytes of content that are unpacked at least, and at most. */
const HEAD = 2 << 20;
const MOST = 32 << 20;

/** Unpacking ends here as it does when it is cancelled. */
class Enough extends Cancelled {}

/**
 * The first megabytes of a compressed file's content. The size is that of all of it, by what the first was packed to.
 * Undefined when all of it is unpacked as fast. @throws EngineError unreadable, too-large; Cancelled
 */
export async function unpackHead(
  file: ByteSource,
  compression: Compression,
  tick: Tick,
): Promise<OwnedSource | undefined> {
  if (file.size < LARGE) return undefined;
  const scratch = new Scratch();
  let packed = 0;
  try {
    await (compression === 'gzip' ? gunzip : unzstd)(
      file,
      (bytes) => {
        if (scratch.size + bytes.length > MOST) throw new Enough();
        scratch.write(bytes);
      },
      (done, total) => {
        tick(done, total);
        packed = done;
        if (scratch.size >= HEAD) throw new Enough();
      },
    );
    scratch.discard();
    return undefined;
  } catch (error) {
    if (!(error instanceof Enough) || packed === 0) scratch.discard();
    if (!(error instanceof Enough)) throw error;
    if (packed === 0) return undefined;
  }
  const size = Math.round((scratch.size * file.size) / packed);
  return { ...scratch.finish(contentName(file.name)), size };
}
