import type { ColumnMetaData, CompressionCodec, Encoding, PageHeader } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { ByteList } from './byte-list';
import { compress } from './compress';
import { widthOf } from './hybrid';
import type { GatheredChunk } from './output-chunk';
import { writeHybrid } from './write-hybrid';

/** Values and bytes of one page, at which the next row begins a new one. */
const PAGE_ENTRIES = 1 << 16;
const PAGE_BYTES = 1 << 20;

/** A sink that knows how much went into it. */
export interface CountingSink {
  readonly written: number;
  write(bytes: Uint8Array): void;
}

/** Writes a chunk as a dictionary page, where it has one, and data pages of the first version. */
export function encodeChunk(
  chunk: GatheredChunk,
  codec: CompressionCodec,
  sink: CountingSink,
): ColumnMetaData {
  const writing = new ChunkWriting(chunk, codec, sink);
  const start = sink.written;
  const dictionary = chunk.indices ? start : undefined;
  if (chunk.indices) writing.dictionary();
  const data = sink.written;
  writing.pages();
  const encodings: Encoding[] = chunk.indices
    ? ['PLAIN', 'RLE', 'RLE_DICTIONARY']
    : ['PLAIN', 'RLE'];
  const { leaf } = chunk;
  return {
    type: leaf.physical.type,
    encodings,
    path_in_schema: [...leaf.path],
    codec,
    num_values: BigInt(chunk.entries),
    total_uncompressed_size: BigInt(writing.uncompressed),
    total_compressed_size: BigInt(sink.written - start),
    data_page_offset: BigInt(data),
    ...(dictionary !== undefined && { dictionary_page_offset: BigInt(dictionary) }),
  };
}

class ChunkWriting {
  uncompressed = 0;
  readonly #chunk: GatheredChunk;
  readonly #codec: CompressionCodec;
  readonly #sink: CountingSink;

  constructor(chunk: GatheredChunk, codec: CompressionCodec, sink: CountingSink) {
    this.#chunk = chunk;
    this.#codec = codec;
    this.#sink = sink;
  }

  dictionary(): void {
    const { count } = this.#chunk;
    const body = new ByteList();
    this.#plain(body, 0, count);
    this.#page(body.view(), {
      type: 'DICTIONARY_PAGE',
      dictionary_page_header: { num_values: count, encoding: 'PLAIN' },
    });
  }

  pages(): void {
    const { entries, definition, leaf } = this.#chunk;
    let value = 0;
    for (let from = 0; from < entries;) {
      const { to, values } = this.#pageEnd(from, value);
      const body = new ByteList();
      this.#levels(body, this.#chunk.repetition, from, to, leaf.repetition);
      this.#levels(body, definition, from, to, leaf.definition);
      this.#values(body, value, value + values);
      this.#page(body.view(), {
        type: 'DATA_PAGE',
        data_page_header: {
          num_values: to - from,
          encoding: this.#chunk.indices ? 'RLE_DICTIONARY' : 'PLAIN',
          definition_level_encoding: 'RLE',
          repetition_level_encoding: 'RLE',
        },
      });
      from = to;
      value += values;
    }
  }

  /** A page ends with a row, after enough values or bytes. */
  #pageEnd(from: number, firstValue: number): { to: number; values: number } {
    const { entries, definition, repetition, leaf, indices, ends } = this.#chunk;
    const start = !indices && firstValue > 0 ? ends[firstValue - 1]! : 0;
    let value = firstValue;
    let to = from;
    for (; to < entries; to++) {
      const full =
        to - from >= PAGE_ENTRIES ||
        (!indices && value > firstValue && ends[value - 1]! - start >= PAGE_BYTES);
      if (full && (leaf.repetition === 0 || repetition[to] === 0)) break;
      if (leaf.definition === 0 || definition[to] === leaf.definition) value++;
    }
    return { to, values: value - firstValue };
  }

  #levels(body: ByteList, levels: Uint8Array, from: number, to: number, most: number): void {
    if (most === 0) return;
    const at = body.length;
    body.push32(0);
    writeHybrid(body, levels, from, to, widthOf(most));
    new DataView(body.all.buffer).setUint32(at, body.length - at - 4, true);
  }

  #values(body: ByteList, from: number, to: number): void {
    const { indices } = this.#chunk;
    if (!indices) {
      this.#plain(body, from, to);
      return;
    }
    const width = widthOf(Math.max(0, this.#chunk.count - 1));
    body.push(width);
    writeHybrid(body, indices, from, to, width);
  }

  /** Values [from, to) of the plain values or of the dictionary, in the PLAIN encoding. */
  #plain(body: ByteList, from: number, to: number): void {
    const { bytes, ends } = this.#chunk;
    const { type } = this.#chunk.leaf.physical;
    let start = from > 0 ? ends[from - 1]! : 0;
    if (type === 'BYTE_ARRAY') {
      for (let i = from; i < to; i++) {
        const end = ends[i]!;
        body.push32(end - start);
        body.append(bytes, start, end);
        start = end;
      }
    } else if (type === 'BOOLEAN') {
      const at = body.extend(Math.ceil((to - from) / 8));
      body.all.fill(0, at, body.length);
      for (let i = from; i < to; i++) {
        if (bytes[i]) body.all[at + ((i - from) >>> 3)]! |= 1 << ((i - from) & 7);
      }
    } else if (to > from) body.append(bytes, start, ends[to - 1]!);
  }

  #page(
    body: Uint8Array,
    about: Omit<PageHeader, 'compressed_page_size' | 'uncompressed_page_size'>,
  ): void {
    const packed = compress(this.#codec, body);
    const header = new ByteWriter();
    writePageHeader(header, {
      ...about,
      uncompressed_page_size: body.length,
      compressed_page_size: packed.length,
    });
    this.#sink.write(header.getBytes());
    this.#sink.write(packed);
    this.uncompressed += header.offset + body.length;
  }
}
