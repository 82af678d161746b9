import { createHash } from 'node:crypto';
import type { ByteSource } from '../../codecs/bytes';

const CHUNK = 1 << 20;

/** SHA-256 of all bytes of a source, 64 hexadecimal digits. @throws EngineError unreadable; Cancelled (from tick) */
export function sha256OfSource(
  source: ByteSource,
  tick: (done: number, total: number) => void,
): string {
  const hash = createHash('sha256');
  const chunk = new Uint8Array(CHUNK);
  for (let at = 0; ;) {
    const count = source.read(at, chunk);
    if (count === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, count));
    at += count;
    tick(at, source.size);
  }
}

/** SHA-256 of a text as UTF-8, 32 bytes. */
export function sha256Text(text: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(text, 'utf8').digest());
}
