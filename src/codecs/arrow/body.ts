import { CompressionType } from 'apache-arrow/fb/compression-type';
import type { FieldNode, RecordBatch } from 'apache-arrow/ipc/metadata/message';
import { decompress } from 'fzstd';
import type { ByteSource } from '../bytes';
import { Damage } from '../parquet/failure';
import { lz4Frame } from './lz4-frame';
import { readExactly } from './failures';
import type { ArrowMessage } from './messages';
import { t } from '../../engine/language';

/** Length that stands for a buffer that was not compressed because that would not have helped. */
const AS_IT_IS = -1n;
/** No buffer is believed to be larger (bytes). */
const LARGEST = 2 ** 31;
const MAGIC_ZSTD = 0xfd2fb528;

/** Hands out the nodes and buffers of one batch in the order in which its columns need them. */
export class BatchBody {
  readonly #source: ByteSource;
  readonly #message: ArrowMessage;
  readonly #batch: RecordBatch;
  #node = 0;
  #buffer = 0;
  #variadic = 0;

  constructor(source: ByteSource, message: ArrowMessage, batch: RecordBatch) {
    this.#source = source;
    this.#message = message;
    this.#batch = batch;
  }

  /** @throws Damage */
  node(): FieldNode {
    const node = this.#batch.nodes[this.#node++];
    if (!node || !(node.length >= 0)) throw new Damage(t('it lacks a column'));
    return node;
  }

  /** Number of data buffers of the next column of views. @throws Damage */
  variadic(): number {
    const count = this.#batch.variadicBufferCounts[this.#variadic++];
    if (count === undefined || count > this.#batch.buffers.length)
      throw new Damage(t('it lacks a column'));
    return count;
  }

  /** The next buffer, which must have at least `needed` bytes. @throws Damage, EngineError unreadable */
  buffer(needed: number): Uint8Array {
    const region = this.#batch.buffers[this.#buffer++];
    if (!region) throw new Damage(t('it lacks a buffer'));
    const { offset, length } = region;
    const { bodyAt, bodyLength } = this.#message;
    if (!(offset >= 0 && length >= 0 && offset + length <= bodyLength))
      throw new Damage(t('a buffer does not lie in it'));
    const packed = readExactly(this.#source, bodyAt + offset, length);
    const bytes = this.#batch.compression && length > 0 ? this.#unpack(packed) : packed;
    if (bytes.length < needed)
      throw new Damage(t`a buffer has ${bytes.length} bytes where ${needed} are needed`);
    return bytes;
  }

  /** The bits that say which cells have a value; undefined when all have. @throws Damage, EngineError unreadable */
  validity({ length, nullCount }: FieldNode): Uint8Array | undefined {
    const bits = this.buffer(0);
    if (nullCount === 0 || bits.length === 0) return undefined;
    if (bits.length * 8 < length) throw new Damage(t('a buffer is too short'));
    return bits;
  }

  #unpack(packed: Uint8Array): Uint8Array {
    if (packed.length < 8) throw new Damage(t('a compressed buffer is cut off'));
    const length = new DataView(packed.buffer).getBigInt64(0, true);
    const content = packed.subarray(8);
    if (length === AS_IT_IS) return content;
    if (length < 0n || length > LARGEST) throw new Damage(t`a buffer claims ${length} bytes`);
    const size = Number(length);
    if (this.#batch.compression?.type === CompressionType.LZ4_FRAME) return lz4Frame(content, size);
    return zstdFrame(content, size);
  }
}

function zstdFrame(content: Uint8Array, size: number): Uint8Array {
  if (size === 0) return new Uint8Array(0);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (content.length < 9 || view.getUint32(0, true) !== MAGIC_ZSTD)
    throw new Damage(t('a buffer is no zstandard frame'));
  const output = new Uint8Array(size);
  const unpacked = decompress(content, output);
  if (unpacked.length !== size) throw new Damage(t('a buffer has not the length it says'));
  return output;
}
