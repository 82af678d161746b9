import { decompress as decompressZstd } from 'fzstd';
import type { CompressionCodec } from 'hyparquet';
import { snappyUncompress } from 'hyparquet/src/snappy.js';
import { decompressBrotli } from 'hyparquet-compressors/src/brotli.js';
import { gunzip } from 'hyparquet-compressors/src/gzip.js';
import { snappyUncompressor } from 'hysnappy';
import { Damage } from './failure';
import { lz4Block, lz4Hadoop } from './lz4';
import { t } from '../../engine/language';

type Decompress = (input: Uint8Array, length: number) => Uint8Array;

/** `length` bounds every output: a small page cannot unfold beyond what its header says. */
const DECOMPRESS: Readonly<Partial<Record<CompressionCodec, Decompress>>> = {
  UNCOMPRESSED: (input) => input,
  SNAPPY: snappy,
  GZIP: (input, length) => gunzip(input, new Uint8Array(length)),
  BROTLI: decompressBrotli,
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  LZ4: lz4Hadoop,
  LZ4_RAW: lz4Block,
};

/** Whether pages in this compression can be read. */
export function canDecompress(codec: string): boolean {
  return codec in DECOMPRESS;
}

/** The `length` bytes that a page was compressed from; uncompressed bytes are returned as they are. @throws Damage */
export function decompress(codec: CompressionCodec, input: Uint8Array, length: number): Uint8Array {
  if (length === 0) return new Uint8Array(0);
  const output = DECOMPRESS[codec]!(input, length);
  if (output.length !== length) {
    throw new Damage(t`a page has ${output.length} bytes and not the ${length} it says`);
  }
  return output;
}

let compiled: Decompress | undefined;

/** The library takes the length from the stream: bytes that the stream does not fill would be those of a page before. */
function snappy(input: Uint8Array, length: number): Uint8Array {
  const said = snappyLength(input);
  if (said !== length) throw new Damage(t`a page has ${said} bytes and not the ${length} it says`);
  if (typeof WebAssembly === 'undefined') {
    const output = new Uint8Array(length);
    snappyUncompress(input, output);
    return output;
  }
  compiled ??= snappyUncompressor();
  return compiled(input, length);
}

function snappyLength(input: Uint8Array): number {
  let length = 0;
  for (let i = 0; i < 5; i++) {
    const byte = input[i] ?? 0;
    length += (byte & 0x7f) * 128 ** i;
    if (byte < 0x80) break;
  }
  return length;
}
