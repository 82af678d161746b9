import type { CompressionCodec } from 'hyparquet';
import {
  decompressBrotli,
  decompressGzip,
  decompressLz4,
  decompressZstd,
  compressors,
} from 'hyparquet-compressors';
import { Damage } from './failure';

type Decompress = (input: Uint8Array, length: number) => Uint8Array;

/** `length` bounds every output: a small page cannot unfold beyond what its header says. */
const DECOMPRESS: Readonly<Partial<Record<CompressionCodec, Decompress>>> = {
  UNCOMPRESSED: (input) => input,
  SNAPPY: (input, length) => compressors.SNAPPY!(input, length),
  GZIP: decompressGzip,
  BROTLI: decompressBrotli,
  ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)),
  LZ4: decompressLz4,
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
    throw new Damage(`a page has ${output.length} bytes and not the ${length} it says`);
  }
  return output;
}

/** One LZ4 block (lz4_Block_format.md of the LZ4 project), every position checked. @throws Damage */
function lz4Block(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let from = 0;
  let to = 0;
  const more = (start: number): number => {
    let total = start;
    if (start < 15) return total;
    for (;;) {
      if (from >= input.length) throw new Damage('LZ4 lengths are cut off');
      const byte = input[from++]!;
      total += byte;
      if (byte < 255) return total;
    }
  };
  while (from < input.length) {
    const token = input[from++]!;
    const literals = more(token >>> 4);
    if (from + literals > input.length || to + literals > length) {
      throw new Damage('LZ4 literals do not fit');
    }
    output.set(input.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === input.length) break;
    if (from + 2 > input.length) throw new Damage('an LZ4 offset is cut off');
    const offset = input[from]! | (input[from + 1]! << 8);
    from += 2;
    const match = more(token & 15) + 4;
    if (offset === 0 || offset > to || to + match > length) {
      throw new Damage('an LZ4 match does not fit');
    }
    if (offset >= match) output.copyWithin(to, to - offset, to - offset + match);
    else for (let i = 0; i < match; i++) output[to + i] = output[to + i - offset]!;
    to += match;
  }
  if (to !== length) throw new Damage(`a page has ${to} bytes and not the ${length} it says`);
  return output;
}
