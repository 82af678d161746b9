import { createGunzip } from 'node:zlib';
import type { ByteSource } from '../../codecs/bytes';
import type { Tick } from '../../codecs/codec';
import { errorCode } from '../error-code';
import { damaged, type Keep } from './damaged';
import { ZlibFeed } from './zlib-feed';
import { t } from '../../engine/language';

/** Bytes read and bytes unpacked at a time. */
const READ = 1 << 18;
const UNPACKED = 1 << 20;

/**
 * Unpacks gzip, any number of members one after the other (RFC 1952); zeros after the last are padding. What zlib checks
 * is checked: CRC and length of every member. @throws EngineError unreadable; Cancelled; what `keep` throws
 */
export async function gunzip(file: ByteSource, keep: Keep, tick: Tick): Promise<void> {
  const stream = createGunzip({ chunkSize: UNPACKED });
  const feed = new ZlibFeed(stream, keep);
  try {
    for (const piece of piecesOf(file, tick)) {
      await feed.take(piece);
      if (feed.ended) break;
    }
    await feed.finish();
  } catch (error) {
    const code = errorCode(error);
    if (code === 'Z_BUF_ERROR') throw damaged(file, 'gzip', t('breaks off at'), file.size);
    if (code.startsWith('Z_'))
      throw damaged(file, 'gzip', t('is damaged after'), stream.bytesWritten);
    throw error;
  } finally {
    feed.close();
  }
  const end = stream.bytesWritten;
  if (!endsInZeros(file, end))
    throw damaged(file, 'gzip', t('is followed by something else at'), end);
}

function* piecesOf(file: ByteSource, tick: Tick): Generator<Uint8Array> {
  for (let at = 0; ;) {
    tick(at, file.size);
    // Pieces are on their way to another thread: each has its own memory.
    const piece = new Uint8Array(READ);
    const count = file.read(at, piece);
    if (count === 0) return;
    at += count;
    yield piece.subarray(0, count);
  }
}

function endsInZeros(file: ByteSource, from: number): boolean {
  const piece = new Uint8Array(READ);
  for (let at = from; ;) {
    const count = file.read(at, piece);
    if (count === 0) return true;
    if (piece.subarray(0, count).some((byte) => byte !== 0)) return false;
    at += count;
  }
}
