import type { CompressionCodec } from 'hyparquet';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { snappyCompressor } from 'hysnappy';

let compiled: ((input: Uint8Array) => Uint8Array) | undefined;

/** The compression in which a column is written that was read in another: its own where it can be written. */
export function writtenAs(codec: CompressionCodec): CompressionCodec {
  return codec === 'UNCOMPRESSED' ? codec : 'SNAPPY';
}

/** Compresses one page; uncompressed bytes are returned as they are. */
export function compress(codec: CompressionCodec, bytes: Uint8Array): Uint8Array {
  if (codec === 'UNCOMPRESSED') return bytes;
  if (typeof WebAssembly === 'undefined' || bytes.length === 0) return snappyCompress(bytes);
  compiled ??= snappyCompressor();
  return compiled(bytes);
}
