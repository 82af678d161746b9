import type { ByteSource } from '../../codecs/bytes';
import { EngineError } from '../../engine/problems';
import { damaged } from './damaged';
import { t } from '../../engine/language';

/** The header of one frame (RFC 8878, 3.1.1.1). */
export interface ZstdFrame {
  /** Bytes of the content, where the header says so. */
  readonly contentSize: number | undefined;
  readonly hasChecksum: boolean;
}

/**
 * One block of a frame, with the frame's header before its first and the frame's checksum after its last: what any
 * decompressor can take at once.
 */
export interface ZstdUnit {
  readonly frame: ZstdFrame;
  readonly bytes: Uint8Array;
  /** Position of `bytes` in the file. */
  readonly at: number;
  readonly first: boolean;
  readonly last: boolean;
}

const MAGIC = 0xfd2fb528;
/** Of sixteen kinds of frames to be skipped; the last four bits vary. */
const SKIPPED = 0x184d2a50;
const LONGEST_HEADER = 18;
const LARGEST_BLOCK = 128 << 10;
/** As the zstd command does without `--long`: a larger window would have to be allocated on the file's word (bytes). */
const LARGEST_WINDOW = 128 << 20;

/**
 * The blocks of a zstandard file, frame after frame. Only what frames a block is read: no library is asked for memory, or
 * to go on past an end, before this has looked. @throws EngineError unreadable, too-large
 */
export function* zstdUnits(file: ByteSource): Generator<ZstdUnit> {
  for (let at = 0; at < file.size;) {
    const head = viewOf(file, at, Math.min(LONGEST_HEADER, file.size - at));
    const magic = head.byteLength < 4 ? 0 : head.getUint32(0, true);
    if ((magic & 0xfffffff0) === SKIPPED) {
      if (head.byteLength < 8) throw damaged(file, 'zstd', t('breaks off at'), file.size);
      at += 8 + head.getUint32(4, true);
      if (at > file.size) throw damaged(file, 'zstd', t('breaks off at'), file.size);
    } else if (magic === MAGIC) at = yield* frameUnits(file, at, head);
    else if (at === 0) throw damaged(file, 'zstd', t('is damaged at'), 0);
    else throw damaged(file, 'zstd', t('is followed by something else at'), at);
  }
}

/** The blocks of the frame at `start`; returns where it ends. */
function* frameUnits(file: ByteSource, start: number, head: DataView): Generator<ZstdUnit, number> {
  const { length, ...frame } = headerOf(file, start, head);
  let from = start;
  let block = start + length;
  for (;;) {
    const header = viewOf(file, block, 3);
    const bits = header.getUint16(0, true) | (header.getUint8(2) << 16);
    const kind = (bits >> 1) & 3;
    const size = bits >> 3;
    const last = (bits & 1) === 1;
    if (kind === 3 || size > LARGEST_BLOCK) throw damaged(file, 'zstd', t('is damaged at'), block);
    // The second kind repeats one byte.
    const end = block + 3 + (kind === 1 ? 1 : size) + (last && frame.hasChecksum ? 4 : 0);
    const bytes = viewOf(file, from, end - from);
    yield {
      frame,
      bytes: new Uint8Array(bytes.buffer),
      at: block,
      first: from === start,
      last,
    };
    if (last) return end;
    from = block = end;
  }
}

function headerOf(
  file: ByteSource,
  start: number,
  head: DataView,
): ZstdFrame & { readonly length: number } {
  const descriptor = head.byteLength > 4 ? head.getUint8(4) : 0;
  const single = (descriptor >> 5) & 1;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? single : 1 << sizeFlag;
  const sizeAt = 6 - single + dictionaryBytes;
  const length = sizeAt + sizeBytes;
  if (head.byteLength < length) throw damaged(file, 'zstd', t('breaks off at'), file.size);
  if ((descriptor & 8) !== 0) throw damaged(file, 'zstd', t('is damaged at'), start);
  if (dictionaryBytes > 0) throw needsDictionary(file);
  const contentSize = sizeOf(head, sizeAt, sizeBytes);
  const windowSize = single === 1 ? contentSize! : windowOf(head.getUint8(5));
  if (windowSize > LARGEST_WINDOW) throw windowTooLarge(file, windowSize);
  return { contentSize, hasChecksum: (descriptor & 4) !== 0, length };
}

function sizeOf(head: DataView, at: number, bytes: number): number | undefined {
  switch (bytes) {
    case 1:
      return head.getUint8(at);
    case 2:
      return head.getUint16(at, true) + 256;
    case 4:
      return head.getUint32(at, true);
    case 8:
      return Number(head.getBigUint64(at, true));
    default:
      return undefined;
  }
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** Exactly these bytes, in memory of their own. */
function viewOf(file: ByteSource, at: number, length: number): DataView {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const count = file.read(at + done, bytes.subarray(done));
    if (count === 0) throw damaged(file, 'zstd', t('breaks off at'), at + done);
    done += count;
  }
  return new DataView(bytes.buffer);
}

function needsDictionary({ name }: ByteSource): EngineError {
  return new EngineError(
    'unreadable',
    t`\`${name}\` was compressed with a zstandard dictionary, which is not in it: unpack it with that dictionary first.`,
  );
}

function windowTooLarge({ name }: ByteSource, window: number): EngineError {
  const megabytes = Math.ceil(window / 2 ** 20).toLocaleString('en');
  return new EngineError(
    'too-large',
    t`\`${name}\` needs ${megabytes} MB of memory to be unpacked, where 128 are usual: unpack it with \`zstd -d --long=31\` first.`,
  );
}
